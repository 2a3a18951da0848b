"""The catalogues are renewed without losing a translation, and every fault in them is named."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import pytest

from build_scripts import locale

CODE = """
from clinic_app.i18n.catalog import N_
STAGES = (N_("Intake"),)
def title(catalog, n):
    _ = catalog.text
    catalog.text("Saved %(time)s")
    field.text()
    return _("Print") + catalog.plural("%(n)d case", "%(n)d cases", n)
"""
FA = {"Intake": "پذیرش", "Saved %(time)s": "%(time)s ذخیره شد", "Print": "چاپ"}
KO = {"Intake": "접수", "Saved %(time)s": "%(time)s 저장됨", "Print": "인쇄"}
CASES = "%(n)d case"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with four texts, all translated and compiled."""
    (tmp_path / "clinic_app" / "ui").mkdir(parents=True)
    (tmp_path / "clinic_app" / "ui" / "page.py").write_text(CODE, encoding="utf-8")
    locale.extract(tmp_path)
    for language, words, cases in (("fa", FA, ("%(n)d پرونده", "%(n)d پرونده")), ("ko", KO, ("사례 %(n)d건",))):
        translate(tmp_path, language, {**words, CASES: cases})
    locale.compile_all(tmp_path)
    return tmp_path


def translate(checkout: Path, language: str, words: dict[str, str | tuple[str, ...]]) -> None:
    path = locale.po_path(checkout, language)
    catalog = locale.read(path, language)
    for english, translation in words.items():
        catalog[english].string = translation
    locale._write(path, catalog)


def findings(checkout: Path) -> str:
    return "\n".join(locale.find(checkout))


def test_texts_in_all_four_ways_are_found_and_complete_catalogues_pass(checkout: Path) -> None:
    assert sorted(str(message.id) for message in locale.messages_of(checkout) if message.id) == [
        "('%(n)d case', '%(n)d cases')",
        "Intake",
        "Print",
        "Saved %(time)s",
    ]
    assert findings(checkout) == ""


def test_the_program_reads_what_was_compiled(checkout: Path) -> None:
    with open(locale.po_path(checkout, "fa").with_suffix(".mo"), "rb") as file:
        catalog = gettext.GNUTranslations(file)
    assert catalog.gettext("Print") == "چاپ"
    assert catalog.ngettext(CASES, "%(n)d cases", 5) == "%(n)d پرونده"


def test_a_second_extract_changes_no_byte(checkout: Path) -> None:
    files = [*checkout.rglob("*.po"), *checkout.rglob("*.pot")]
    before = [path.read_bytes() for path in files]
    locale.extract(checkout)
    assert [path.read_bytes() for path in files] == before
    assert len(files) == 4


def test_extract_keeps_translations_adds_new_texts_and_says_what_it_drops(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = checkout / "clinic_app" / "ui" / "page.py"
    page.write_text(CODE.replace('_("Print")', '_("Export")'), encoding="utf-8")
    capsys.readouterr()
    locale.extract(checkout)
    assert "fa: dropped 'Print' -> 'چاپ'" in capsys.readouterr().out
    assert locale.read(locale.po_path(checkout, "fa"), "fa")["Intake"].string == "پذیرش"
    found = findings(checkout)
    assert "fa/LC_MESSAGES/clinic.po: 'Export': not translated" in found
    assert "en/LC_MESSAGES/clinic.po" not in found  # English fills itself


@pytest.mark.parametrize(
    ("language", "english", "translation", "what"),
    [
        ("fa", "Print", "", "not translated"),
        ("fa", "Saved %(time)s", "%(tiem)s ذخیره شد", "placeholders"),
        ("ko", "Saved %(time)s", "저장됨", "placeholders"),
        ("ko", "Saved %(time)s", "%(time)s 100%", "a lone % sign"),
        ("en", "Print", "Printing", "English must say what the code says"),
        ("fa", CASES, ("%(n)d پرونده", ""), "not translated"),
    ],
)
def test_a_fault_is_named(
    checkout: Path, language: str, english: str, translation: str | tuple[str, ...], what: str
) -> None:
    translate(checkout, language, {english: translation})
    found = findings(checkout)
    assert f"resources/locale/{language}/LC_MESSAGES/clinic.po: {english!r}: {what}" in found
    assert f"{language}/LC_MESSAGES/clinic.mo: not made from this .po" in found


def test_a_text_the_code_gained_since_is_named(checkout: Path) -> None:
    (checkout / "clinic_app" / "more.py").write_text('_("New")', encoding="utf-8")
    found = findings(checkout)
    assert "clinic.pot: 'New'" in found
    assert all(f"{language}/LC_MESSAGES/clinic.po: 'New': missing" in found for language in ("en", "fa", "ko"))


def test_doubtful_and_obsolete_entries_and_wrong_plurals_are_named(checkout: Path) -> None:
    path = locale.po_path(checkout, "fa")
    text = path.read_text(encoding="utf-8").replace("plural=(n > 1)", "plural=(n != 1)")
    text = text.replace('msgid "Print"', '#, fuzzy\nmsgid "Print"') + '\n#~ msgid "Gone"\n#~ msgstr "رفته"\n'
    path.write_text(text, encoding="utf-8")
    found = findings(checkout)
    assert "'Print': marked fuzzy" in found
    assert "'Gone': obsolete" in found
    assert "Plural-Forms must be nplurals=2; plural=(n > 1);" in found


def test_a_missing_catalogue_is_named(checkout: Path) -> None:
    locale.po_path(checkout, "ko").unlink()
    assert "resources/locale/ko/LC_MESSAGES/clinic.po: the file is missing" in findings(checkout)
    assert locale.check(checkout) == 1


def test_words_inside_an_f_string_are_in_the_template_all_the_same() -> None:
    """Babel under Python 3.11 does not look into them: a text that stands nowhere else is never translated."""
    root = Path(__file__).parents[2]
    known = {message.id for message in locale.read(locale.po_path(root, "en"), "en")}
    lost = [
        f"{path.name}: {words}"
        for path in sorted((root / "clinic_app").rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for words in _asked_for(joined)
        if words not in known
    ]
    assert lost == []


def _asked_for(joined: ast.JoinedStr) -> list[str]:
    """The texts with letters that an f-string asks a catalogue for."""
    calls = [node for node in ast.walk(joined) if isinstance(node, ast.Call) and node.args]
    asked = [call for call in calls if isinstance(call.func, ast.Attribute | ast.Name)]
    words = [call.args[0].value for call in asked if isinstance(call.args[0], ast.Constant) and _is_text(call.func)]
    return [each for each in words if isinstance(each, str) and re.search("[A-Za-z]", re.sub(r"%\(\w+\)s", "", each))]


def _is_text(function: ast.expr) -> bool:
    return getattr(function, "attr", getattr(function, "id", "")) in ("text", "plural", "_")
