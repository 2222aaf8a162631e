# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bullets and numbers in Word: definitions of our own, so that no template needs a list style."""

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from lxml import etree

from ambulant.errors import InvalidInputError


class Numbering:
    """Gives out numbers of lists. Every numbered list starts at 1."""

    def __init__(self, word: WordDocument) -> None:
        """Find the document's list definitions; make the part when it has none."""
        self._word = word
        self._bullets = 0
        self._numbers = 0

    def bullets(self) -> int:
        """Return the id of the bulleted list."""
        if not self._bullets:
            level = '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
            self._bullets = self._add_list(self._add_definition(level))
        return self._bullets

    def numbers(self) -> int:
        """Return the id of a new numbered list."""
        if not self._numbers:
            level = '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
            self._numbers = self._add_definition(level)
        return self._add_list(self._numbers)

    def _root(self) -> etree._Element:
        part = self._word.part
        for relation in part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
                return _element_of(relation.target_part)
        element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        made = NumberingPart(
            PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element, part.package
        )
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return element

    def _add_definition(self, level: str) -> int:
        root = self._root()
        ids = [int(e.get(qn("w:abstractNumId"), "0")) for e in root.findall(qn("w:abstractNum"))]
        number = max(ids, default=-1) + 1
        definition = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'{level}<w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="454" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
        )
        # All definitions must come before all lists.
        first_list = root.find(qn("w:num"))
        if first_list is None:
            root.append(definition)
        else:
            first_list.addprevious(definition)
        return number

    def _add_list(self, definition: int) -> int:
        root = self._root()
        number = max((int(e.get(qn("w:numId"), "0")) for e in root.findall(qn("w:num"))), default=0)
        number += 1
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{definition}"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
        return number


def _element_of(part: Part) -> etree._Element:
    if not isinstance(part, XmlPart):
        raise InvalidInputError(
            f"The Word template's lists are a {part.content_type}; XML is needed."
        )
    element: etree._Element = part.element
    return element
