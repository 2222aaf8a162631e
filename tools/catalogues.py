# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keep the catalogues of nynorsk and English in step with the bokmål in code and templates.

    extract    put new bokmål sentences into the catalogues; translations there are kept
    compile    make the .mo files that the program reads
    check      fail on every sentence that is missing, untranslated or has other %(names)s

Bokmål is the source and needs no catalogue. Sentences come from templates, from calls such as
`gettext("…")` and `nb("…")` in Python, and from the labels of parameter files. The files name no
line numbers and no dates, so that a difference is always a sentence.
"""

import ast
import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
LOCALE = SOURCE / "ambulant_web" / "locale"
PARAMETERS = SOURCE / "ambulant" / "parameters" / "values"
LANGUAGES = ("en", "nn")
DOMAIN = "django"

# Word → which arguments are context ("c"), singular and plural.
KEYWORDS = {
    "_": None,
    "nb": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")
UNSTABLE = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To'
    rb"|Generated-By|Project-Id-Version):.*\n",
    re.MULTILINE,
)
HEADER = """\
# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One bokmål sentence: its words, its plural, and the context that parts homonyms."""

    text: str
    plural: str | None = None
    context: str | None = None

    @property
    def message_id(self) -> str | tuple[str, str]:
        """The sentence as a catalogue knows it."""
        return self.text if self.plural is None else (self.text, self.plural)


def find_sentences() -> list[Sentence]:
    """Return every bokmål sentence of the program, sorted, each once."""
    if not settings.configured:
        settings.configure()
    found: set[Sentence] = set()
    for path in sorted(SOURCE.rglob("*.py")):
        found.update(_from_python(path.read_bytes()))
        found.update(_from_f_strings(path.read_bytes()))
    for path in sorted((SOURCE / "ambulant_web").rglob("*.html")):
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # Markup is indented as it likes; what reads Python stumbles over that.
        flat = "\n".join(line.lstrip() for line in code.splitlines())
        found.update(_from_python(flat.encode()))
    for path in sorted(PARAMETERS.rglob("*.yaml")):
        found.update(_from_parameter(path.read_text(encoding="utf-8")))
    return sorted(_once(found), key=lambda sentence: (sentence.text, sentence.context or ""))


def _once(found: set[Sentence]) -> set[Sentence]:
    """Leave out words that also have a plural: a catalogue keeps both in one place."""
    plurals = {(each.text, each.context) for each in found if each.plural is not None}
    return {each for each in found if each.plural or (each.text, each.context) not in plurals}


def _from_python(code: bytes) -> Iterator[Sentence]:
    for _, words, _, context in extract(
        "python", io.BytesIO(code), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        if isinstance(words, tuple):
            yield Sentence(words[0], words[1], context)
        elif words:
            yield Sentence(words, None, context)


def _from_f_strings(code: bytes) -> Iterator[Sentence]:
    """Find calls inside f-strings, which the tokenizer of Python 3.11 does not look into."""
    for string in ast.walk(ast.parse(code)):
        if not isinstance(string, ast.JoinedStr):
            continue
        for call in ast.walk(string):
            match call:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text))]):
                    if name in KEYWORDS and KEYWORDS[name] is None:
                        yield Sentence(text)


def _from_parameter(text: str) -> Iterator[Sentence]:
    content = yaml.safe_load(text)
    for words in (content.get("label"), *(content.get("rows") or {}).values()):
        if words:
            yield Sentence(str(words))


def catalogue_path(language: str) -> Path:
    """Return where the catalogue of a language is."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of a language; empty if there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, fuzzy=False)
    with path.open("rb") as handle:
        return read_po(handle, locale=language, domain=DOMAIN)


def merged(old: Catalog, sentences: list[Sentence], language: str) -> Catalog:
    """Return a catalogue of exactly these sentences, with the translations there were.

    Translations of sentences that are gone are kept apart, and used again if those come back.
    """
    still = datetime(2026, 1, 1, tzinfo=UTC)
    new = Catalog(
        locale=language,
        domain=DOMAIN,
        header_comment=HEADER,
        creation_date=still,
        revision_date=still,
        fuzzy=False,
    )
    gone = {**{_key(m): m for m in old.obsolete.values()}, **{_key(m): m for m in old if m.id}}
    for sentence in sentences:
        known = gone.pop((sentence.text, sentence.context), None)
        translation = _usable(known, sentence) if known else None
        flags = {"fuzzy"} if known and known.fuzzy else set()
        new.add(sentence.message_id, translation, context=sentence.context, flags=flags)
    for (text, _), message in gone.items():
        if message.string:
            new.obsolete[text] = message
    return new


def _key(message: Message) -> tuple[str, str | None]:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return str(text), message.context


def _usable(known: Message, sentence: Sentence) -> str | tuple[str, ...] | None:
    texts = _texts(known.string)
    if sentence.plural is not None:
        return texts if len(texts) > 1 else None
    return texts[0] if len(texts) == 1 else None


def faults_of(catalogue: Catalog, sentences: list[Sentence]) -> Iterator[str]:
    """Yield what is wrong with a catalogue, one line for each sentence."""
    for sentence in sentences:
        message = catalogue.get(sentence.message_id, context=sentence.context)
        shown = repr(sentence.text)
        if message is None:
            yield f"missing: {shown}"
        elif not _texts(message.string) or not all(_texts(message.string)):
            yield f"untranslated: {shown}"
        elif message.fuzzy:
            yield f"marked fuzzy: {shown}"
        elif sentence.plural is not None and len(_texts(message.string)) != catalogue.num_plurals:
            yield f"not {catalogue.num_plurals} plural forms: {shown}"
        else:
            yield from _name_faults(sentence, _texts(message.string))


def _name_faults(sentence: Sentence, translations: tuple[str, ...]) -> Iterator[str]:
    allowed = set(PLACEHOLDER.findall(sentence.text + (sentence.plural or "")))
    for translation in translations:
        names = set(PLACEHOLDER.findall(translation))
        # A plural sentence may leave the number out where it is one.
        if names - allowed or (sentence.plural is None and names != allowed):
            yield (
                f"other names in the translation of {sentence.text!r}: "
                f"{sorted(names)}, where {sorted(allowed)} stand in bokmål"
            )


def _texts(string: str | Sequence[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())


def extract_all() -> int:
    """Bring the catalogues in step with the program."""
    sentences = find_sentences()
    for language in LANGUAGES:
        catalogue = merged(read_catalogue(language), sentences, language)
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_written(catalogue))
        open_count = sum(
            1 for message in catalogue if message.id != "" and not any(_texts(message.string))
        )
        print(f"{language}: {len(sentences)} sentences, {open_count} untranslated")
    return 0


def _written(catalogue: Catalog) -> bytes:
    output = io.BytesIO()
    write_po(output, catalogue, sort_output=True, no_location=True, width=100)
    return UNSTABLE.sub(b"", output.getvalue())


def compile_all() -> int:
    """Make a .mo file beside each catalogue."""
    for path in sorted(LOCALE.rglob("*.po")):
        with path.open("rb") as handle:
            catalogue = read_po(handle, locale=path.parent.parent.name)
        output = io.BytesIO()
        write_mo(output, catalogue)
        fresh = path.with_suffix(".mo.new")
        fresh.write_bytes(output.getvalue())
        fresh.replace(path.with_suffix(".mo"))
    return 0


def check_all() -> int:
    """Print every fault; 1 if there is one."""
    sentences = find_sentences()
    faults = [
        f"{language}: {fault}"
        for language in LANGUAGES
        for fault in faults_of(read_catalogue(language), sentences)
    ]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(sentences)} sentences in {len(LANGUAGES)} languages, {len(faults)} faults")
    return 1 if faults else 0


COMMANDS: dict[str, Callable[[], int]] = {
    "extract": extract_all,
    "compile": compile_all,
    "check": check_all,
}


def main(arguments: list[str]) -> int:
    """Run the command that is named."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"usage: catalogues.py {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    return COMMANDS[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
