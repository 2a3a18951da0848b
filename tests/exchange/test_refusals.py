"""Every refusal has a sentence and a way out, and refused rows can be handed back, corrected and read again."""

import ast
import inspect
from pathlib import Path

import openpyxl
import pytest

from clinic_app.errors import CannotWrite, UnreadableFile
from clinic_app.exchange import archive, codec, columns, delimited, gate, intake, refusals, soundness, values
from clinic_app.exchange.refusals import refusal_text, write_errors
from clinic_app.exchange.rows import Refusal
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import Catalog, catalog
from clinic_app.i18n.file_reasons import FILE_REASONS
from tests.exchange import tables
from tests.exchange.tables import TODAY


def refusal(code: str, column: str = "severity", value: str = "9", row: int = 17) -> Refusal:
    return Refusal(file="rows.xlsx", row=row, column=column, value=value, code=code)


def codes_in(module: object) -> set[str]:
    """The texts given as ``reason=…`` or to BadValue and Flaw in a module's source."""
    found = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):  # type: ignore[arg-type]
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            first = node.args[:1] if name in ("BadValue", "Flaw") else []
            given = [keyword.value for keyword in node.keywords if keyword.arg == "reason"]
            found |= {str(arg.value) for arg in (*first, *given) if isinstance(arg, ast.Constant)}
    return found


def test_every_reason_for_refusing_a_file_has_words() -> None:
    raised = set().union(*(codes_in(module) for module in (archive, codec, delimited, gate, intake, soundness)))
    raised |= {*codec._REASONS.values(), "not-an-id", "unreadable-time", "unreadable-date", "wrong-value"}
    assert {"too-many-cells", "naive-time", "missing-column"} <= raised
    assert raised - set(FILE_REASONS) == set()


def test_every_reason_for_refusing_a_cell_has_words_and_a_remedy() -> None:
    raised = codes_in(values)
    assert {"unreadable-date", "unknown-choice", "not-whole"} <= raised
    assert raised - set(refusals._CELL_REASONS) == set()
    assert set(refusals._CELL_REASONS) == set(refusals._CELL_REMEDIES)


@pytest.mark.parametrize("language", ["en", "fa", "ko"])
@pytest.mark.parametrize("code", [*refusals._CELL_REASONS, *FILE_REASONS])
def test_every_sentence_can_be_filled_in(language: str, code: str) -> None:
    for column in ("severity", "unit_status", "$.cases[0].case.stage", ""):
        for row in (0, 3):
            reason, remedy = refusal_text(catalog(language), refusal(code, column=column, row=row))
            assert reason
            assert remedy
            assert "%(" not in reason + remedy


def test_the_words_say_what_and_what_to_do(english: Catalog) -> None:
    assert refusal_text(english, refusal("out-of-range")) == (
        "“9” is outside the possible range.",
        "Write 1, 2, 3, 4 or 5, from very low to very high.",
    )
    reason, remedy = refusal_text(english, refusal("unknown-choice", column="unit_status", value="sleeping"))
    assert reason == "“sleeping” is not one of the known answers."
    assert remedy == "Write one of: Active, Semi-active, Idle, Under construction, Revived."
    assert refusal_text(english, refusal("missing-column", column="", value="enterprise_name", row=0)) == (
        "This cannot be read: a column that must be there is missing.",
        "Add the column “Enterprise name”.",
    )
    at = refusal("unknown-value", column="$.cases[1].case.stage", value="nowhere")
    assert refusal_text(english, at)[0].endswith("(cases[1].case.stage: “nowhere”).")
    doubt = refusal_text(english, refusal("wrong-check-digit", column="legal_id"))
    assert doubt[0].startswith("The check digit does not fit")


def test_a_long_value_is_shortened_in_the_sentence(english: Catalog) -> None:
    reason, _ = refusal_text(english, refusal("unreadable-date", column="received_on", value="x" * 5000))
    assert len(reason) < 120


def test_the_sentence_for_an_unreadable_file_names_the_reason(english: Catalog) -> None:
    error = UnreadableFile(path="a.xlsx", reason="nested-archive")
    assert (
        labels.error_text(english, error) == "The file “a.xlsx” cannot be read: other packed files are hidden in it"
    )


@pytest.mark.parametrize("language", ["en", "fa", "ko"])
def test_refused_rows_come_back_in_a_workbook_that_can_be_corrected_and_read(tmp_path: Path, language: str) -> None:
    rows, expected = tables.two_hundred()
    source = tables.write_xlsx(tmp_path / "rows.xlsx", tables.as_rows(rows))
    found = intake.read(source, today=TODAY)
    out = tmp_path / "errors.xlsx"
    assert write_errors(found.refused, out, catalog=catalog(language)) == 15
    book = openpyxl.load_workbook(out)
    sheet = book.active
    assert sheet is not None
    lines = list(sheet.iter_rows(min_row=2))
    assert [line[1].value for line in lines] == sorted(expected)
    assert all(line[2].value and line[3].value for line in lines)
    for line in lines:
        column, _ = expected[int(str(line[1].value))]
        marked = [place for place, cell in enumerate(line) if str(cell.fill.fgColor.rgb).endswith("FDE9E7")]
        assert marked == [4 + columns.KEYS.index(column)]
    again = intake.read(out, today=TODAY)
    assert {r.column for r in again.refused} == {column for column, _ in expected.values()}
    assert again.refused_rows == 15
    mend = {"severity": 3, "urgency": 3, "received_on": "2024-01-01", "request": "r", "enterprise_name": "A"}
    for number, line in enumerate(lines, start=2):
        column, _ = expected[int(str(line[1].value))]
        value = mend.get(column, "r" if column == "problem_statement" else None)
        sheet.cell(row=number, column=5 + columns.KEYS.index(column), value=value)
        if value is None:
            sheet.cell(row=number, column=5 + columns.KEYS.index(column)).value = None
    book.save(out)
    mended = intake.read(out, today=TODAY)
    assert mended.refused == ()
    assert sum(len(case.problems) for case in mended.cases) == 15


def test_several_faults_of_a_row_are_one_line(tmp_path: Path, english: Catalog) -> None:
    out = tmp_path / "errors.xlsx"
    faults = [refusal("out-of-range"), refusal("unreadable-date", column="since", value="x"), refusal("empty", row=2)]
    assert write_errors(faults, out, catalog=english) == 2
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert sheet.cell(row=3, column=3).value == (
        "Severity: “9” is outside the possible range.\nSince: “x” is not a date that exists."
    )


def test_refused_text_is_no_formula_and_keeps_its_words(tmp_path: Path, english: Catalog) -> None:
    cells = {"enterprise_name": "=HYPERLINK(1)", "request": "متن\x01 " + "x" * 40_000, "province": "http://a.b"}
    fault = Refusal(file="f.csv", row=2, column="since", value="x", code="unreadable-date", cells=cells)
    out = tmp_path / "errors.xlsx"
    write_errors([fault], out, catalog=english)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    values_ = {cell.column: cell for cell in sheet[2]}
    assert str(values_[4].value).endswith(
        "A text is too long for a cell and was cut: take it from the original file."
    )
    name = values_[5]
    assert (name.value, name.data_type, name.hyperlink) == ("=HYPERLINK(1)", "s", None)
    text = str(values_[5 + columns.KEYS.index("request")].value)
    assert text.startswith("متن x")
    assert text.endswith("…")
    assert len(text) == 32_767
    assert intake.read(out, today=TODAY).cases[0].enterprise.name == "=HYPERLINK(1)"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, english: Catalog) -> None:
    with pytest.raises(CannotWrite):
        write_errors([refusal("empty")], tmp_path / "nowhere" / "e.xlsx", catalog=english)
    assert list(tmp_path.iterdir()) == []
