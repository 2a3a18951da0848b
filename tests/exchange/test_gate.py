"""Files that lie: each is refused with its reason, quickly, and no reader sees what would break it."""

import io
import os
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_app.errors import UnreadableFile
from clinic_app.exchange import archive, gate, intake
from tests.exchange import tables
from tests.exchange.tables import TODAY

HEADER = ["enterprise_name", "request"]
SHEET = "xl/worksheets/sheet1.xml"


def reason(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        intake.read(path, today=TODAY)
    assert caught.value.details["path"] == str(path)
    return str(caught.value.details["reason"])


def workbook(tmp_path: Path) -> Path:
    return tables.write_xlsx(tmp_path / "good.xlsx", [HEADER, ["A", "r"]])


def rezipped(path: Path, change: Callable[[str, bytes], bytes], **added: bytes) -> Path:
    """The archive with each member passed through ``change``, and more members."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in added.items():
            new.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path


def with_sheet(path: Path, rows: str) -> Path:
    head = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    body = f"{head}<sheetData>{rows}</sheetData></worksheet>".encode()
    return rezipped(path, lambda name, content: body if name == SHEET else content)


def cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv", "json", "jsonl"])
def test_empty_missing_and_truncated_files(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file.{suffix}"
    assert reason(path) == "missing-file"
    path.write_bytes(b"")
    assert reason(path) == "empty-file"
    path.write_bytes(b"\xef\xbb\xbf\r\n \x00")
    assert reason(path) == "empty-file"
    path.unlink()
    path.mkdir()
    assert reason(path) == "not-a-file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert reason(tmp_path / "pipe.csv") == "not-a-file"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("notes.txt", b"enterprise_name,request\nA,r\n", "unknown-suffix"),
        ("text.xlsx", b"enterprise_name,request\nA,r\n", "wrong-content"),
        ("text.ods", b"hello", "wrong-content"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n0000", "wrong-content"),
        ("report.json", b"%PDF-1.7", "wrong-content"),
        ("zipped.csv", b"PK\x03\x04rest", "wrong-content"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "encrypted"),
        ("cut.xlsx", b"PK\x03\x04" + b"\x00" * 40, "damaged"),
        ("list.json", b"[1, 2", "not-json"),
        ("number.json", b"7", "wrong-format"),
        ("nothing.csv", b"a,b\n1,2\n", "no-header"),
        ("half.csv", b"enterprise_name,severity\nA,2\n", "missing-column"),
        ("half.jsonl", b'{"request": "r"}', "missing-column"),
        ("quotes.csv", b'enterprise_name,request\nA,r\nB,"never closed\nC,s\n', "broken-quotes"),
        ("noise.csv", bytes(range(128, 256)) * 20, "unknown-encoding"),
        ("cut.csv", "enterprise_name,request\nکاشی مهرآذین,درخواست".encode() + b"\xff\n", "damaged-text"),
    ],
)
def test_what_is_not_what_it_says_is_refused(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert reason(tmp_path / name) == expected


def test_a_workbook_cut_off_anywhere_is_damaged_or_wrong(tmp_path: Path) -> None:
    content = workbook(tmp_path).read_bytes()
    cut = tmp_path / "cut.xlsx"
    for length in range(10, len(content) - 1, len(content) // 12):
        cut.write_bytes(content[:length])
        assert reason(cut) == "damaged"


def test_noise_in_a_workbook_never_ends_the_program(tmp_path: Path) -> None:
    random_ = random.Random(5)
    met: set[str] = set()
    content = workbook(tmp_path).read_bytes()
    noisy = tmp_path / "noisy.xlsx"
    for _ in range(150):
        changed = bytearray(content)
        for _ in range(random_.randint(1, 12)):
            changed[random_.randrange(4, len(changed))] = random_.randrange(256)
        noisy.write_bytes(changed)
        try:
            intake.read(noisy, today=TODAY)
        except UnreadableFile as error:
            met.add(str(error.details["reason"]))
    assert "damaged" in met


def test_noise_in_the_parts_of_a_workbook_never_ends_the_program(tmp_path: Path) -> None:
    random_ = random.Random(6)
    met: set[str] = set()
    path = workbook(tmp_path)
    content = path.read_bytes()

    def noisy(name: str, part: bytes) -> bytes:
        changed = bytearray(part)
        for _ in range(random_.randint(0, 3)):
            changed[random_.randrange(len(changed))] = random_.randrange(32, 127)
        return bytes(changed)

    for _ in range(150):
        path.write_bytes(content)
        rezipped(path, noisy)
        try:
            intake.read(path, today=TODAY)
        except UnreadableFile as error:
            met.add(str(error.details["reason"]))
    assert "damaged" in met


def test_two_cells_far_apart_are_refused_before_a_reader_allocates_the_sheet(tmp_path: Path) -> None:
    path = with_sheet(workbook(tmp_path), f'<row r="1">{cell("A1", "a")}</row><row>{cell("XFD1048576", "b")}</row>')
    assert reason(path) == "too-many-cells"
    hidden = rezipped(
        workbook(tmp_path),
        lambda name, content: content.replace(
            b"</sheetData>", b'<row><c r="ZZ900000"><v>1</v></c></row></sheetData>'
        ),
    )
    assert reason(hidden) == "too-many-cells"


def test_a_sheet_that_a_strict_parser_cannot_measure_is_refused(tmp_path: Path) -> None:
    path = rezipped(workbook(tmp_path), lambda _, content: content.replace(b"<sheetData>", b"<x></y><sheetData>"))
    assert reason(path) == "damaged"


def test_cells_that_are_only_coloured_do_not_count(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A1", "enterprise_name")}{cell("B1", "request")}</row>'
    rows += f'<row r="2">{cell("A2", "A")}{cell("B2", "r")}</row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert intake.read(with_sheet(workbook(tmp_path), rows), today=TODAY).rows == 1


def ods(path: Path, rows: str) -> Path:
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    body = f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet>'
    body += f'<table:table table:name="s">{rows}</table:table></office:spreadsheet></office:body>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", body + "</office:document-content>")
        manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        made.writestr("META-INF/manifest.xml", manifest)
    return path


def ods_cell(text: str, repeated: int = 1) -> str:
    name = "table:table-cell"
    attributes = f'office:value-type="string" table:number-columns-repeated="{repeated}"'
    return f"<{name} {attributes}><text:p>{text}</text:p></{name}>"


def test_repeated_cells_of_an_ods_are_counted_and_empty_ones_are_not(tmp_path: Path) -> None:
    row = f"<table:table-row>{ods_cell('enterprise_name')}{ods_cell('request')}</table:table-row>"
    row += f"<table:table-row>{ods_cell('A')}{ods_cell('r')}</table:table-row>"
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    empty += 'table:number-columns-repeated="16384"/></table:table-row>'
    assert intake.read(ods(tmp_path / "usual.ods", row + empty), today=TODAY).rows == 1
    full = f'<table:table-row table:number-rows-repeated="1000000">{ods_cell("a", 16000)}</table:table-row>'
    assert reason(ods(tmp_path / "full.ods", row + full)) == "too-many-cells"


def test_a_zip_bomb_is_refused_quickly_whatever_its_header_says(tmp_path: Path) -> None:
    started = time.monotonic()
    path = rezipped(workbook(tmp_path), lambda _, content: content, **{"xl/media/a.bin": b"\x00" * 40_000_000})
    assert path.stat().st_size < 100_000
    assert reason(path) == "too-large"
    assert time.monotonic() - started < 10
    lying = path.read_bytes().replace((40_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    path.write_bytes(lying)
    assert reason(path) == "damaged"


def test_packed_files_inside_a_workbook_are_refused(tmp_path: Path) -> None:
    inner = workbook(tmp_path).read_bytes()
    path = rezipped(workbook(tmp_path), lambda _, content: content, **{"xl/embeddings/x.xlsx": inner})
    assert reason(path) == "nested-archive"


def test_too_many_members_and_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        for number in range(archive.MOST_MEMBERS + 1):
            made.writestr(f"m{number}", b"")
    assert reason(path) == "too-large"
    path = workbook(tmp_path)
    with zipfile.ZipFile(path, "a") as made, pytest.warns(UserWarning, match="Duplicate name"):
        made.writestr(SHEET, b"<worksheet/>")
    assert reason(path) == "damaged"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    sheet = f'<?xml version="1.0"?>{bomb}]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>'
    path = rezipped(workbook(tmp_path), lambda name, content: sheet.encode() if name == SHEET else content)
    assert reason(path) in ("damaged", "no-header")


def test_a_header_of_a_million_columns_and_a_million_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("enterprise_name,request" + ",x" * 1_000_000, "utf-8")
    assert reason(path) == "too-many-columns"
    path.write_text("enterprise_name,request\n" + "a,b\n" * (gate.MOST_ROWS + 1), "utf-8")
    assert reason(path) == "too-many-rows"


def test_nul_bytes_in_a_text_do_not_come_in(tmp_path: Path) -> None:
    path = tmp_path / "nul.csv"
    path.write_bytes(b"enterprise_name,request\nA\x00B,r\x00s\n")
    (case,) = intake.read(path, today=TODAY).cases
    assert (case.enterprise.name, case.case.request) == ("AB", "rs")


def test_numbers_beyond_all_measure_are_refused_as_cells(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    path.write_text(f'[{{"enterprise_name": "A", "request": "r", "employees": 1{"0" * 4000}}}]', "utf-8")
    found = intake.read(path, today=TODAY)
    assert [(refusal.column, refusal.code) for refusal in found.refused] == [("employees", "out-of-range")]
    path.write_text(f'[{{"enterprise_name": "A", "request": 1{"0" * 9000}}}]', "utf-8")
    assert reason(path) == "not-json"


def test_formula_cells_are_read_as_their_values(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A1", "enterprise_name")}{cell("B1", "request")}{cell("C1", "employees")}</row>'
    rows += '<row r="2"><c r="A2" t="str"><f>CONCATENATE("A","B")</f><v>AB</v></c>'
    rows += f'{cell("B2", "=1+1")}<c r="C2"><f>40+6</f><v>46</v></c></row>'
    (case,) = intake.read(with_sheet(workbook(tmp_path), rows), today=TODAY).cases
    assert (case.enterprise.name, case.enterprise.employees, case.case.request) == ("AB", 46, "=1+1")


def test_hidden_sheets_are_not_read_and_others_are_named(tmp_path: Path) -> None:
    import openpyxl

    path = workbook(tmp_path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("secret").append(["x"])
    book["secret"].sheet_state = "hidden"
    book.create_sheet("notes").append(["my notes"])
    book.move_sheet("notes", offset=-2)
    book.save(path)
    found = intake.read(path, today=TODAY)
    assert found.rows == 1
    assert found.unused_sheets == ("notes",)


def test_merged_cells_give_their_value_to_every_row(tmp_path: Path) -> None:
    import openpyxl

    path = tables.write_xlsx(tmp_path / "m.xlsx", [HEADER, ["A", "r"], [None, "s"], [None, "t"], ["B", "u"]])
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active.merge_cells("A2:A4")
    book.save(path)
    found = intake.read(path, today=TODAY)
    assert [(case.enterprise.name, len(case.problems)) for case in found.cases] == [("A", 3), ("B", 1)]


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    assert reason(tmp_path / ("x" * 400 + ".csv")) in ("no-access", "missing-file")
    assert reason(tmp_path / "nul\x00.csv") == "no-access"
