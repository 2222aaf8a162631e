// SPDX-FileCopyrightText: 2026 The Ambulant contributors
// SPDX-License-Identifier: EUPL-1.2
// Makes pages that already work nicer to use: the drawer, sorting and filtering of tables, colour
// scheme without reload, focus after a swap. Nothing here is needed to read or change anything.
"use strict";
(() => {
  const drawer = document.getElementById("drawer");
  const side = document.getElementById("side");
  const covers = window.matchMedia("(width < 1200px)");
  let opener = null;

  function say(text) {
    const place = document.getElementById("opplest");
    if (place) place.textContent = text;
  }

  // ---- drawer
  function markOpener(element) {
    if (opener) opener.setAttribute("aria-expanded", "false");
    opener = element;
    if (opener) opener.setAttribute("aria-expanded", "true");
  }

  function fitDrawer() {
    if (!drawer || !side) return;
    const isModal = !drawer.hidden && covers.matches;
    side.inert = isModal;
    if (isModal) {
      drawer.setAttribute("role", "dialog");
      drawer.setAttribute("aria-modal", "true");
    } else {
      drawer.setAttribute("role", "region");
      drawer.removeAttribute("aria-modal");
    }
  }

  function openDrawer() {
    drawer.hidden = false;
    drawer.scrollTop = 0;
    fitDrawer();
    const heading = drawer.querySelector("h2");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    if (opener && !covers.matches) opener.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function closeDrawer() {
    if (!drawer || drawer.hidden) return;
    drawer.hidden = true;
    fitDrawer();
    // The figure may have been swapped while the drawer was open: find its successor.
    let back = opener;
    if (back && !back.isConnected) {
      const address = back.getAttribute("href");
      back = [...document.querySelectorAll(".amb-tall")].find((a) => a.getAttribute("href") === address);
    }
    markOpener(null);
    drawer.replaceChildren();
    if (back) back.focus();
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target === drawer && !drawer.contains(event.detail.elt)) markOpener(event.detail.elt);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === drawer) openDrawer();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-amb-close]");
    if (button && drawer && drawer.contains(button)) {
      event.preventDefault();
      closeDrawer();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector(":popover-open")) closeDrawer();
    const figure = event.target instanceof Element && event.target.closest("a[role=button]");
    if (figure && event.key === " ") {
      event.preventDefault();
      figure.click();
    }
  });
  covers.addEventListener("change", fitDrawer);

  // ---- focus after a swap: the element with the same id, or the same name and value
  let before = null;
  document.addEventListener("htmx:beforeSwap", () => {
    const now = document.activeElement;
    before = now && now !== document.body ? { id: now.id, name: now.name, value: now.value, node: now } : null;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    enhance(event.detail.target || document);
    const summary = event.detail.target && event.detail.target.querySelector("[data-amb-focus]");
    if (summary) {
      summary.focus();
    } else if (before && !before.node.isConnected && document.activeElement === document.body) {
      const same =
        (before.id && document.getElementById(before.id)) ||
        (before.name &&
          [...document.getElementsByName(before.name)].find((e) => e.value === before.value)) ||
        (before.name && document.getElementsByName(before.name)[0]);
      if (same) same.focus();
    }
  });
  // An error page came instead of a fragment: show its words, keep what the person wrote.
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const place = document.getElementById("meldinger");
    const heading = page.querySelector("main h1");
    if (!place || !heading) return;
    const alert = document.createElement("div");
    alert.className = "ds-alert amb-message";
    alert.dataset.color = "danger";
    const words = document.createElement("p");
    const strong = document.createElement("strong");
    strong.textContent = `${heading.textContent.trim()}. `;
    words.append(strong);
    for (const p of page.querySelectorAll("main .amb-text > p:not(:has(a))")) {
      words.append(`${p.textContent.trim()} `);
    }
    alert.append(words);
    place.replaceChildren(alert);
    alert.scrollIntoView({ block: "nearest" });
  });

  // ---- tables: sort by the buttons in the head
  function valueOf(row, column) {
    const cell = row.cells[column];
    if (!cell) return "";
    return cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent.trim();
  }

  function compare(a, b, direction) {
    if (a === "" || b === "") return (a === "") - (b === ""); // gaps last, either way
    const [x, y] = [Number(a), Number(b)];
    const order = Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, "nb") : x - y;
    return order * direction;
  }

  function sortBy(button) {
    const head = button.closest("th");
    const table = head.closest("table");
    const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of table.querySelectorAll("th[aria-sort]")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
    const body = table.tBodies[0];
    const rows = [...body.rows];
    rows.sort((a, b) => compare(valueOf(a, head.cellIndex), valueOf(b, head.cellIndex), direction));
    body.append(...rows);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("table[data-amb-sort] th[aria-sort] > button");
    if (button) sortBy(button);
  });

  // ---- tables: filter while typing
  function filter(input) {
    const table = document.getElementById(input.dataset.ambFilter);
    if (!table) return;
    const wanted = input.value.trim().toLocaleLowerCase("nb");
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = wanted !== "" && !row.textContent.toLocaleLowerCase("nb").includes(wanted);
      if (!row.hidden) shown += 1;
    }
    const count = document.getElementById(`${input.dataset.ambFilter}-antall`);
    if (count) count.textContent = String(shown);
  }
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-amb-filter]")) filter(event.target);
  });

  // ---- colour scheme: the same cookie the server sets, without a reload
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-amb-scheme]");
    const scheme = form && event.submitter && event.submitter.value;
    if (!scheme) return;
    event.preventDefault();
    const secure = window.location.protocol === "https:" ? "; secure" : "";
    document.cookie = `ambulant_scheme=${scheme}; path=/; max-age=31536000; samesite=lax${secure}`;
    document.documentElement.dataset.colorScheme = scheme;
    for (const button of form.querySelectorAll("[name=scheme]")) {
      button.setAttribute("aria-pressed", String(button === event.submitter));
    }
  });

  // ---- a print is always light
  let onScreen = null;
  window.addEventListener("beforeprint", () => {
    onScreen = document.documentElement.dataset.colorScheme;
    document.documentElement.dataset.colorScheme = "light";
  });
  window.addEventListener("afterprint", () => {
    if (onScreen) document.documentElement.dataset.colorScheme = onScreen;
  });

  // ---- what new content needs
  function enhance(root) {
    for (const figure of root.querySelectorAll("a.amb-tall[role=button]:not([aria-expanded])")) {
      figure.setAttribute("aria-expanded", "false");
      figure.setAttribute("aria-controls", "drawer");
    }
    for (const input of root.querySelectorAll("[data-amb-filter]")) {
      input.closest(".amb-filter").hidden = false;
    }
  }
  enhance(document);
  const summary = document.querySelector("[data-amb-focus]");
  if (summary) summary.focus();
  if (drawer && !drawer.hidden) fitDrawer();
})();
