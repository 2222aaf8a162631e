// SPDX-FileCopyrightText: 2026 The Ambulant contributors
// SPDX-License-Identifier: EUPL-1.2
// Nicer ways to do what the pages do without it: filter while typing, give a value back without
// a reload, drag units and duties with the mouse. A drop sends the same form as the menu.
"use strict";
(() => {
  function say(text) {
    const place = document.getElementById("opplest");
    if (place) place.textContent = text;
  }

  // ---- filter assumptions; what is typed in hidden rows stays
  const filter = document.querySelector("[data-rf-filter]");
  function show() {
    const words = filter.elements.sok.value.trim().toLocaleLowerCase("nb");
    const only = filter.elements.vis.value;
    let shown = 0;
    for (const row of document.querySelectorAll("[data-rf-row]")) {
      const fits = row.dataset.search.includes(words);
      const kind =
        only === "" ||
        (only === "endrede" && (row.hasAttribute("data-changed") || isTyped(row))) ||
        (only === "viktigste" && row.dataset.rank !== "0");
      row.hidden = !(fits && kind);
      if (!row.hidden) shown += 1;
    }
    for (const group of document.querySelectorAll("[data-rf-group]")) {
      const rows = [...group.querySelectorAll("[data-rf-row]")];
      group.hidden = rows.length ? rows.every((row) => row.hidden) : words !== "" || only !== "";
    }
    const count = document.getElementById("treff");
    if (count) count.textContent = String(shown);
  }
  function isTyped(row) {
    return [...row.querySelectorAll("input")].some((input) => input.value !== input.defaultValue);
  }
  // Rows the server left out cannot be shown from here: then the form reloads the page.
  const isWhole = filter && !new URLSearchParams(window.location.search).get("sok") &&
    !new URLSearchParams(window.location.search).get("vis");
  if (isWhole) {
    filter.elements.sok.addEventListener("input", show);
    filter.elements.vis.addEventListener("change", show);
    filter.addEventListener("submit", (event) => {
      const chosen = filter.elements.modell;
      const isSame = !chosen || chosen.options[chosen.selectedIndex].defaultSelected;
      if (isSame) {
        event.preventDefault();
        show();
      }
    });
  }

  // ---- give a value back to the case's own
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.rf-back");
    const input = button && document.getElementById(button.dataset.field);
    if (!input || input.value === input.dataset.case) return; // only the kind or range: send it
    event.preventDefault();
    input.value = input.dataset.case;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
  for (const button of document.querySelectorAll("[data-rf-nojs]")) button.hidden = true;

  // ---- typed and not saved: ask before the page is left
  const form = document.getElementById("forutsetninger");
  let isSending = false;
  if (form) {
    form.addEventListener("submit", () => { isSending = true; });
    for (const link of form.querySelectorAll("[data-rf-discard]")) {
      link.addEventListener("click", () => { isSending = true; });
    }
    window.addEventListener("beforeunload", (event) => {
      const isDirty = [...form.elements].some(
        (field) => field.type !== "hidden" && field.defaultValue !== undefined &&
          (field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue),
      );
      if (isDirty && !isSending) event.preventDefault();
    });
  }

  // ---- somebody came first: show both versions, also for a piece of a page
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // ---- after a move the focus follows what was moved
  let moved = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    const place = event.detail.elt.closest("[data-rf-unit], .rf-duty");
    moved = "";
    if (place && place.dataset.rfUnit) moved = `[data-rf-unit="${place.dataset.rfUnit}"] > .rf-node__row summary`;
    else if (place) {
      const { service, group } = place.dataset;
      moved = `.rf-duty[data-service="${service}"][data-group="${group}"] summary`;
    }
  });
  document.addEventListener("htmx:afterSettle", () => {
    const summary = moved && document.activeElement === document.body && document.querySelector(moved);
    if (summary) summary.focus();
  });

  // ---- drag
  let dragged = null;
  function targetOf(element) {
    const place = element.closest(dragged && dragged.dataset.rfDrag === "ansvar" ? "[data-rf-owner]" : "[data-rf-unit]");
    if (!place || !dragged || place.contains(dragged) && place === home()) return null;
    return control(place) ? place : null;
  }
  function home() {
    return dragged.closest(dragged.dataset.rfDrag === "ansvar" ? "[data-rf-owner]" : "[data-rf-unit]");
  }
  function menu() {
    return dragged.querySelector(".rf-move form select[name=til]");
  }
  function control(place) {
    // Only where the menu could have moved it.
    const wanted = place.dataset.rfOwner || place.dataset.rfUnit;
    const select = menu();
    return select && [...select.options].find((option) => option.value === wanted);
  }
  function clear() {
    for (const over of document.querySelectorAll(".rf-over")) over.classList.remove("rf-over");
  }
  document.addEventListener("dragstart", (event) => {
    const thing = event.target instanceof Element && event.target.closest("[data-rf-drag]");
    if (!thing) return;
    dragged = thing;
    thing.classList.add("rf-drag");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", thing.textContent.trim());
  });
  document.addEventListener("dragover", (event) => {
    const place = dragged && event.target instanceof Element && targetOf(event.target);
    clear();
    if (!place) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    place.classList.add("rf-over");
  });
  document.addEventListener("drop", (event) => {
    const place = dragged && event.target instanceof Element && targetOf(event.target);
    clear();
    if (!place) return;
    event.preventDefault();
    const select = menu();
    control(place).selected = true;
    say(`${(dragged.dataset.name || home().dataset.name || "").trim()} → ${place.dataset.name}`);
    select.form.querySelector("button[name=gjor]").click();
  });
  document.addEventListener("dragend", () => {
    if (dragged) dragged.classList.remove("rf-drag");
    dragged = null;
    clear();
  });
})();
