# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""SVG after Vega has drawn it: named, cleaned, safe under a strict content security policy.

Inline `style` attributes are blocked by the policy of the web pages, so what Vega writes there
becomes presentation attributes. Colours stay `var(--amb-…)`: browsers resolve variables in
presentation attributes too. Vega's own roles and labels go; the drawing is one image with one
text, and its numbers stand in a table beside it.
"""

import re
from functools import lru_cache
from hashlib import sha256

import vl_convert
from lxml import etree

from ambulant.documents.charts.theme import FONT, FONT_FOLDER, FONT_SIZE, LIGHT, token
from ambulant.documents.content import printable
from ambulant.errors import InvalidInputError

_SVG = "{http://www.w3.org/2000/svg}"
_VARIABLE = re.compile(r"var\((--[a-z0-9-]+)\)")
_NOISE = ("class", "role", "pointer-events")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def finish(raw: str, alt: str) -> str:
    """Return Vega's SVG as one accessible image without style attributes or foreign ids."""
    root = etree.fromstring(raw.encode(), _PARSER)
    for element in list(root.iter()):
        if element.get("display") == "none" or _is_invisible(element):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        _clean(element)
    _drop_empty_groups(root)
    if "url(#hatch)" in raw:
        _add_hatch(root, "h" + sha256(raw.encode()).hexdigest()[:10])
    root.set("font-family", FONT)
    root.set("font-size", f"{FONT_SIZE}")
    root.set("role", "img")
    root.set("aria-label", printable(alt))
    root.set("focusable", "false")
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def with_light_colours(svg: str) -> str:
    """Return the SVG with each `var(--amb-…)` replaced by its value in the light scheme.

    Raises:
        InvalidInputError: A variable is not among the tokens of charts.
    """

    def light(match: re.Match[str]) -> str:
        if match[1] not in LIGHT:
            raise InvalidInputError(
                f"The drawing uses the colour {match[1]}; known: {', '.join(LIGHT)}."
            )
        return LIGHT[match[1]]

    # Paper has the fixed faces, not the variable font of the web pages.
    return _VARIABLE.sub(light, svg).replace("Inter Variable, Inter", "Inter")


@lru_cache(maxsize=64)
def to_png(svg: str, scale: float = 3.0) -> bytes:
    """Return the SVG as a bitmap in light colours, `scale` times its size in px."""
    _register_fonts()
    return vl_convert.svg_to_png(with_light_colours(svg), scale=scale)


def size_of(svg: str) -> tuple[float, float]:
    """Return width and height of the SVG in px."""
    found = re.match(r"<svg[^>]*?\swidth=\"([\d.]+)\"[^>]*?\sheight=\"([\d.]+)\"", svg)
    if found is None:
        raise InvalidInputError(
            f"The drawing {svg[:60]!r} has no size; width and height in px are needed."
        )
    return float(found[1]), float(found[2])


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONT_FOLDER))


def _is_invisible(element: etree._Element) -> bool:
    if element.tag != f"{_SVG}path":
        return False
    painted = {element.get("fill", "none"), element.get("stroke", "none")}
    return not element.get("d") or painted <= {"none", "transparent"}


def _clean(element: etree._Element) -> None:
    for declaration in element.get("style", "").split(";"):
        prop, _, value = declaration.partition(":")
        if value and prop.strip() != "cursor":
            element.set(prop.strip(), value.strip())
    dropped = {"style", *_NOISE}
    if element.tag == f"{_SVG}text":
        dropped |= {"font-family", "font-size"}  # the same for all: stands on the root
    for name in list(element.attrib):
        is_default = name == "opacity" and element.get("opacity") == "1"
        if name in dropped or str(name).startswith("aria-") or is_default:
            del element.attrib[name]


def _drop_empty_groups(root: etree._Element) -> None:
    for element in reversed(list(root.iter(f"{_SVG}g"))):
        parent = element.getparent()
        if len(element) == 0 and parent is not None:
            parent.remove(element)


def _add_hatch(root: etree._Element, name: str) -> None:
    """Put in the pattern of absence, under an id that no other drawing on the page has."""
    for element in root.iter():
        if element.get("fill") == "url(#hatch)":
            element.set("fill", f"url(#{name})")
    defs = etree.Element(f"{_SVG}defs")
    pattern = etree.SubElement(
        defs,
        f"{_SVG}pattern",
        {
            "id": name,
            "width": "6",
            "height": "6",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        },
    )
    etree.SubElement(
        pattern,
        f"{_SVG}rect",
        {"width": "6", "height": "6", "fill": token("data-fravaer")},
    )
    etree.SubElement(
        pattern,
        f"{_SVG}rect",
        {"width": "1.5", "height": "6", "fill": token("on-fravaer")},
    )
    root.insert(0, defs)
