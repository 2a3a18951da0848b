"""Keep the catalogues in step with the code: `locale.py extract | check | compile`.

extract  renews the template and the three .po files from the code; translations are kept, English fills itself
check    names every text that is missing, empty, doubtful or has other placeholders than English
compile  writes the .mo files the program reads
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older one shall answer with a sentence, not a traceback
    sys.exit(
        f"Clinic needs Python 3.11 or newer, and this is Python {sys.version.split()[0]}: start it with a newer one."
    )

import os

if __name__ == "__main__":  # this file must not hide the standard library's module of the same name
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

import argparse
import copy
import importlib.util
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts import bootstrap

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

DOMAIN = "clinic"
SOURCES = "clinic_app"
FOLDER = Path("resources") / "locale"
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "fa": "nplurals=2; plural=(n > 1);",
    "ko": "nplurals=1; plural=0;",
}
KEYWORDS = {"_": None, "N_": None, "text": None, "plural": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]|%%")
# Lines of the header that change with every run or say nothing.
RESTLESS = tuple(
    f'"{name}'.encode()
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def main(arguments: list[str]) -> int:
    """Do one of the three; 1 when `check` found something."""
    parser = argparse.ArgumentParser(prog="locale.py", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("action", choices=["extract", "check", "compile"])
    action = parser.parse_args(arguments).action
    if importlib.util.find_spec("babel") is None:
        return bootstrap.launch(bootstrap.ensure(), ["-m", "build_scripts.locale", action])
    if action == "check":
        return check(bootstrap.CHECKOUT)
    extract(bootstrap.CHECKOUT) if action == "extract" else compile_all(bootstrap.CHECKOUT)
    return 0


def po_path(checkout: Path, language: str) -> Path:
    """Where the translations of a language lie."""
    return checkout / FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def messages_of(checkout: Path) -> "Catalog":
    """Every text the code marks for translation, with the files it stands in."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir

    template = Catalog(domain=DOMAIN, project="Clinic", charset="utf-8", fuzzy=False)
    found = extract_from_dir(str(checkout / SOURCES), [("**.py", "python")], keywords=KEYWORDS)
    for name, line, message, comments, context in found:
        where = [(f"{SOURCES}/{Path(name).as_posix()}", line)]
        template.add(message, locations=where, auto_comments=comments, context=context)
    return template


def read(path: Path, language: str) -> "Catalog":
    """The translations of a language; an empty catalogue when there is no file yet."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    if path.exists():
        with open(path, "rb") as file:
            return read_po(file, locale=language, domain=DOMAIN)
    return Catalog(locale=language, domain=DOMAIN)


def extract(checkout: Path) -> None:
    """Renew the template and the .po files; a translation whose text left the code is printed and dropped."""
    template = messages_of(checkout)
    _write(checkout / TEMPLATE, template)
    for language, plurals in PLURALS.items():
        path = po_path(checkout, language)
        catalog = read(path, language)
        catalog.header_comment = "# Clinic"
        catalog.fuzzy = False
        catalog.mime_headers = [("Plural-Forms", plurals)]
        catalog.update(copy.deepcopy(template), no_fuzzy_matching=True)  # it keeps the very messages it is given
        for gone in catalog.obsolete.values():
            print(f"{language}: dropped {gone.id!r} -> {gone.string!r}")
        catalog.obsolete.clear()
        if language == "en":
            for message in _texts(catalog):
                message.string = message.id
        _write(path, catalog)
        print(
            f"{language}: {len(catalog)} texts, {sum(_is_empty(message) for message in _texts(catalog))} to translate"
        )


def _write(path: Path, catalog: "Catalog") -> None:
    from babel.messages.pofile import write_po

    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, sort_output=True, include_lineno=False)
    lines = buffer.getvalue().splitlines(keepends=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(line for line in lines if not line.startswith(RESTLESS)))


def compile_all(checkout: Path) -> None:
    """Write each language's .mo beside its .po, the same bytes for the same texts."""
    for language in PLURALS:
        path = po_path(checkout, language)
        path.with_suffix(".mo").write_bytes(_compiled(read(path, language)))


def _compiled(catalog: "Catalog") -> bytes:
    from babel.messages.mofile import write_mo

    catalog.creation_date = catalog.revision_date = LONG_AGO
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def check(checkout: Path) -> int:
    """Print each finding as `file: text: what`; 1 when there is one."""
    findings = list(find(checkout))
    for finding in findings:
        print(finding)
    print(f"{len(findings)} findings in the catalogues of {', '.join(PLURALS)}")
    return int(bool(findings))


def find(checkout: Path) -> Iterator[str]:
    """Everything that is wrong with the catalogues."""
    template = messages_of(checkout)
    known = _by_id(read(checkout / TEMPLATE, "en"))
    wanted = _by_id(template)
    for key in sorted(wanted.keys() ^ known.keys()):
        what = "missing" if key in wanted else "no longer in the code"
        yield f"{TEMPLATE.as_posix()}: {key[0]!r}: {what}; run extract"
    for language in PLURALS:
        path = po_path(checkout, language)
        name = path.relative_to(checkout).as_posix()
        if not path.exists():
            yield f"{name}: the file is missing; run extract"
            continue
        catalog = read(path, language)
        for text, what in _findings(catalog, wanted, language):
            yield f"{name}: {text!r}: {what}"
        if not _in_step(path.with_suffix(".mo"), catalog):
            yield f"{name.removesuffix('po')}mo: not made from this .po; run compile"


def _findings(
    catalog: "Catalog", wanted: "dict[tuple[str, ...], Message]", language: str
) -> Iterator[tuple[str, str]]:
    """(English text, what is wrong) for one language."""
    present = _by_id(catalog)
    if f"{catalog.plural_forms.rstrip(';')};" != PLURALS[language]:
        yield "", f"Plural-Forms must be {PLURALS[language]}"
    for key in sorted(wanted.keys() - present.keys()):
        yield key[0], "missing; run extract"
    for key in sorted(present.keys() - wanted.keys()):
        yield key[0], "no longer in the code; run extract"
    for gone in catalog.obsolete.values():
        yield _key(gone)[0], "obsolete; run extract"
    for key, message in present.items():
        if message.fuzzy:
            yield key[0], "marked fuzzy"
        if _is_empty(message):
            yield key[0], "not translated"
        elif what := _misfit(key, _forms(message), catalog.num_plurals):
            yield key[0], what
        elif language == "en" and _forms(message) != key:
            yield key[0], "English must say what the code says; run extract"


def _misfit(english: tuple[str, ...], forms: tuple[str, ...], plurals: int) -> str:
    """What is wrong with the forms or placeholders of a translation; empty when nothing is."""
    if len(english) > 1 and len(forms) != plurals:
        return f"{len(forms)} plural forms instead of {plurals}"
    for index, form in enumerate(forms):
        is_last = index == len(forms) - 1
        allowed = [_placeholders(english[-1])] if is_last else [_placeholders(text) for text in english]
        if _placeholders(form) not in allowed:
            return f"placeholders {_placeholders(form)} instead of {allowed[-1]}"
        if allowed[-1] and "%" in PLACEHOLDER.sub("", form):
            return "a lone % sign; write %%"
    return ""


def _placeholders(text: str) -> list[str]:
    return sorted(found for found in PLACEHOLDER.findall(text) if found != "%%")


def _in_step(path: Path, catalog: "Catalog") -> bool:
    """True when the .mo holds exactly the texts of the .po."""
    return path.exists() and path.read_bytes() == _compiled(catalog)


def _texts(catalog: "Catalog") -> "list[Message]":
    return [message for message in catalog if message.id]


def _by_id(catalog: "Catalog") -> "dict[tuple[str, ...], Message]":
    return {_key(message): message for message in _texts(catalog)}


def _key(message: "Message") -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _forms(message: "Message") -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _is_empty(message: "Message") -> bool:
    return not all(form.strip() for form in _forms(message)) or not _forms(message)


if __name__ == "__main__":
    with bootstrap.plain_failures():
        sys.exit(main(sys.argv[1:]))
