"""Those who hear a report get it in the order that is meant: tables by rows, Persian columns from the right."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from reportlab.platypus.flowables import Flowable

from clinic_app.reports import page
from clinic_app.reports.blocks import Heading, chapter, figure, section, settled, topic
from clinic_app.reports.contents import contents
from clinic_app.reports.desk import Desk, desk_of, language_of, quoted, words
from clinic_app.reports.document import Order
from clinic_app.reports.styles import TINT
from clinic_app.reports.tables import Column, Fact, facts, grid, items, panel, table
from clinic_app.reports.tagging import Figure, with_decoration_marked
from clinic_app.reports.text.sanitise import Substitutions
from clinic_app.reports.text.style import Direction
from tests.factories import NOW
from tests.reports.checking import Node, archive_faults, decoration_of, tag_faults, tree_of
from tests.reports.printing import print_story, text_of

COLUMNS = (Column("First", 1), Column("Second", 2), Column("Third", 1, is_figure=True))
ROWS = [["a1", "b1", "1"], ["a2", "b2", "2"], ["a3", "b3", "3"]]


def desk(language: str = "en") -> Desk:
    return desk_of(Order(languages=(language,), printed_at=NOW), language, Substitutions())


def furniture(language: str) -> page.Furniture:
    return page.Furniture(
        language=language,
        title="A test",
        author="Somebody",
        keywords="",
        header_start="the head",
        header_end="of the page",
        footer="the foot",
        page_of="%(page)s of %(pages)s",
        mark="DRAFT",
        printed_at=NOW,
    )


def printed(at: Desk, story: Sequence[Any], *more: tuple[Desk, Sequence[Any]]) -> bytes:
    """A document of one part, or of several; nothing about its tags is wrong."""
    parts = [
        page.Part(
            story=settled(list(flowables)),
            sheet=each.sheet,
            furniture=furniture(each.catalog.language),
            has_cover=False,
        )
        for each, flowables in ((at, story), *more)
    ]
    pdf, _ = page.build(parts, at.told, paper=at.order.paper)
    assert tag_faults(pdf) == []
    assert archive_faults(pdf) == []
    return pdf


def shape(node: Node) -> Any:
    """The kinds of a tree as nested tuples; a leaf is its kind and its text."""
    return (node.kind, *map(shape, node.kids)) if node.kids else (node.kind, node.text)


def test_headings_have_levels_without_gaps() -> None:
    at = desk()
    story = [*topic(at, "Low"), *chapter(at, "One"), *topic(at, "Low"), *section(at, "Two"), *topic(at, "Low")]
    kinds = [(node.kind, node.text) for node in tree_of(printed(at, story)).kids]
    assert kinds == [("H1", "Low"), ("H1", "One"), ("H2", "Low"), ("H2", "Two"), ("H3", "Low")]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_table_is_read_by_rows_from_its_first_column(language: str) -> None:
    at = desk(language)
    (found,) = tree_of(printed(at, table(at, COLUMNS, ROWS))).kids
    assert shape(found) == (
        "Table",
        ("TR", ("TH", "First"), ("TH", "Second"), ("TH", "Third")),
        *(("TR", ("TD", row[0]), ("TD", row[1]), ("TD", row[2])) for row in ROWS),
    )


def test_cells_of_several_paragraphs_and_empty_cells_stay_cells() -> None:
    at = desk()
    rows = [[[words(at, "one", at.sheet.cell), words(at, "two", at.sheet.cell)], "", [words(at, "3", at.sheet.cell)]]]
    (found,) = tree_of(printed(at, table(at, COLUMNS, rows))).kids
    assert shape(found.kids[1]) == ("TR", ("TD", ("P", "one"), ("P", "two")), ("TD", ""), ("TD", "3"))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_cells_that_span_say_how_far(language: str) -> None:
    at = desk(language)
    extra = [("SPAN", (0, 1), (1, 1)), ("SPAN", (2, 2), (2, 3))]
    rows = [["a1", "", "1"], ["a2", "b2", "2"], ["a3", "b3", ""]]
    if at.sheet.is_rtl:  # a span keeps what is in its left cell
        rows[0] = ["", "a1", "1"]
    (found,) = tree_of(printed_loosely(at, table(at, COLUMNS, rows, extra=extra))).kids
    assert [len(row.kids) for row in found.kids] == [3, 2, 3, 2]
    assert found.kids[1].kids[0].attributes["ColSpan"] == "2"
    assert found.kids[2].kids[2].attributes["RowSpan"] == "2"


def printed_loosely(at: Desk, story: Sequence[Any]) -> bytes:
    part = page.Part(
        story=settled(list(story)), sheet=at.sheet, furniture=furniture(at.catalog.language), has_cover=False
    )
    return page.build([part], at.told, paper=at.order.paper)[0]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_table_over_several_pages_is_one_table(language: str) -> None:
    at = desk(language)
    rows = [[f"a{n}", f"b{n}", str(n)] for n in range(120)]
    pdf = printed(at, table(at, COLUMNS, rows))
    (found,) = tree_of(pdf).kids
    assert [row.kids[0].text for row in found.kids] == ["First", *(f"a{n}" for n in range(120))]
    assert decoration_of(pdf).count("Second") == text_of(pdf).count("Second") - 1


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_row_over_several_pages_is_one_row(language: str) -> None:
    at = desk(language)
    long = " ".join(f"w{n}" for n in range(4000))
    rows = [["short", long, "1"], ["a2", "b2", "2"]]
    (found,) = tree_of(printed(at, table(at, COLUMNS, rows))).kids
    assert [len(row.kids) for row in found.kids] == [3, 3, 3]
    assert re.findall(r"w\d+", found.kids[1].kids[1].whole_text) == long.split()
    assert found.kids[2].whole_text == "a2 b2 2"


def test_a_row_of_many_paragraphs_over_several_pages_is_one_row() -> None:
    at = desk()
    many = [words(at, f"p{n}", at.sheet.cell) for n in range(150)]
    rows: list[Any] = [["x", many, [words(at, f"q{n}", at.sheet.cell) for n in range(90)]]]
    (found,) = tree_of(printed(at, table(at, COLUMNS, rows))).kids
    assert [len(row.kids) for row in found.kids] == [3, 3]
    assert found.kids[1].kids[1].whole_text == " ".join(f"p{n}" for n in range(150))
    assert found.kids[1].kids[2].whole_text == " ".join(f"q{n}" for n in range(90))


def test_a_paragraph_over_several_pages_is_one_paragraph() -> None:
    at = desk()
    long = " ".join(f"w{n}" for n in range(4000))
    (found,) = tree_of(printed(at, [words(at, long, at.sheet.body)])).kids
    assert found.kind == "P"
    assert re.findall(r"w\d+", found.whole_text) == long.split()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_lists_have_signs_and_texts(language: str) -> None:
    at = desk(language)
    (found,) = tree_of(printed(at, items(at, ["alpha", "beta"]))).kids
    assert shape(found) == ("L", *(("LI", ("Lbl", "•"), ("LBody", text)) for text in ("alpha", "beta")))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_only_stands_beside_is_no_table_and_is_read_in_order(language: str) -> None:
    at = desk(language)
    known = [Fact("name", "x1"), Fact("place", "x2"), Fact("day", "x3")]
    cells: list[Any] = [[words(at, f"c{n}", at.sheet.cell), words(at, f"d{n}", at.sheet.cell)] for n in range(3)]
    row = cells[::-1] if at.sheet.is_rtl else cells
    beside = grid(at, [row], [100.0] * 3, [("BACKGROUND", (0, 0), (-1, -1), TINT)])
    inside = panel(at, [words(at, "before", at.sheet.body), *table(at, COLUMNS, ROWS[:1])])
    tree = tree_of(printed(at, [*facts(at, known), beside, *inside]))
    assert [node.kind for node in tree.kids] == ["P"] * 13 + ["Table"]
    said = " ".join(node.text for node in tree.kids if node.text)
    assert said == "name x1 place x2 day x3 c0 d0 c1 d1 c2 d2 before"


class Dot(Figure):
    """A picture with a word and a paragraph in it."""

    def __init__(self, at: Desk, alt: str) -> None:
        super().__init__()
        self.alt, self.at, self.width, self.height = alt, at, 40.0, 40.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.rect(0, 0, 20, 20, stroke=1, fill=1)
        inside = words(self.at, "inside", self.at.sheet.label)
        inside.wrap(40, 40)
        inside.drawOn(self.canv, 0, 0)


def test_a_picture_is_told_in_words_with_its_caption() -> None:
    at = desk()
    found, last = tree_of(
        printed(at, [*figure(at, Dot(at, "A dot"), "what it is"), words(at, "x", at.sheet.body)])
    ).kids
    assert (found.kind, found.alt, found.text) == ("Figure", "A dot", "inside")
    assert [(kid.kind, kid.text) for kid in found.kids] == [("Caption", "Figure 1: what it is")]
    assert "BBox" in found.attributes
    assert last.kind == "P"


def test_a_picture_without_words_is_decoration() -> None:
    at = desk()
    pdf = printed(at, [Dot(at, ""), words(at, "after", at.sheet.body)])
    assert [node.kind for node in tree_of(pdf).kids] == ["P"]
    assert "inside" in decoration_of(pdf)


class Stroke(Flowable):
    """A flowable that knows nothing of tags."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 10, 10

    def draw(self) -> None:
        self.canv.line(0, 0, 10, 10)


def test_what_nobody_marked_is_decoration() -> None:
    at = desk()
    pdf = printed(at, [words(at, "before", at.sheet.body), Stroke(), words(at, "after", at.sheet.body)])
    assert [node.text for node in tree_of(pdf).kids] == ["before", "after"]
    lines = set(decoration_of(pdf).splitlines())
    assert {"the head", "of the page", "the foot", "1 of 1"} <= lines


def test_links_are_elements_with_their_text() -> None:
    at = desk()
    look = at.sheet.body.but(link="https://example.com/a")
    tree = tree_of(printed(at, [words(at, "go there", look), words(at, "stay", at.sheet.body)]))
    assert shape(tree) == ("Document", ("P", ("Link", "go there")), ("P", "stay"))


def test_a_text_in_another_language_says_so() -> None:
    at = desk()
    story = [quoted(at, text, at.sheet.body) for text in ("A firm of tiles", "شرکت فولاد", "한국 중소기업", "12")]
    assert [node.language for node in tree_of(printed(at, story)).kids] == ["", "fa", "ko", ""]


def test_a_heading_in_another_language_says_so() -> None:
    at = desk("fa")
    story = [*chapter(at, "فصل یک"), *section(at, "۱. Tiles crack")]
    assert [(node.kind, node.language) for node in tree_of(printed(at, story)).kids] == [("H1", ""), ("H2", "en")]


@pytest.mark.parametrize(
    ("text", "direction", "language"),
    [("ISO 9001", Direction.LTR, "en"), ("کاشی", Direction.RTL, "fa"), ("ISO 인증", Direction.LTR, "ko")],
)
def test_a_language_is_known_by_its_letters(text: str, direction: Direction, language: str) -> None:
    assert language_of(text, direction) == language


def test_two_languages_are_two_parts() -> None:
    left, right = desk("fa"), desk("en")
    pdf = printed(left, [words(left, "یک", left.sheet.body)], (right, [words(right, "one", right.sheet.body)]))
    assert [(node.kind, node.language) for node in tree_of(pdf).kids] == [("Sect", "fa"), ("Sect", "en")]
    assert tree_of(pdf).kids[1].whole_text == "one"


def test_letters_that_no_file_can_hold_stop_neither_headings_nor_pictures() -> None:
    at = desk()
    heading, picture = tree_of(printed(at, [*chapter(at, "a\ud800b"), Dot(at, "c\udfffd")])).kids
    assert heading.text.startswith("a")
    assert picture.alt == "c\ufffdd"


def test_the_list_of_contents_leads_to_its_headings() -> None:
    at = desk()
    story = [*chapter(at, "One", "one"), *chapter(at, "Two", "two")]
    headings = [part for part in story if isinstance(part, Heading)]
    listed = contents(at, list(zip("12", headings, strict=True)))
    found = tree_of(printed(at, [*listed, *story])).kids[0]
    assert shape(found) == (
        "TOC",
        *(
            ("TOCI", ("Lbl", number), ("Reference", ("Link", title)), ("P", "1"))
            for number, title in (("1", "One"), ("2", "Two"))
        ),
    )


def test_a_canvas_without_tags_has_no_marks() -> None:
    at = desk()
    assert b"MCID" not in print_story([words(at, "x", at.sheet.body)], pageCompression=0)


def test_decoration_is_marked_between_marks_only() -> None:
    code = ["q", "/P <</MCID 0>> BDC", "BT ET", "EMC", "n 0 0 m 1 1 l S", "Q", "/P <</MCID 1>> BDC", "EMC", "Q"]
    assert with_decoration_marked(code) == [
        *code[:4],
        "/Artifact BMC",
        "n 0 0 m 1 1 l S",
        "Q",
        "EMC",
        *code[6:],
    ]
