"""What the clinic prints about itself, and how an order is kept with what was issued of it."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from clinic_app.domain.casefile import Audience, ReportKind
from clinic_app.reports.document import IssueMark, Letterhead, Paper
from clinic_app.services import reporting, terms
from clinic_app.services.terms import Imprint, Terms, letterhead_of
from clinic_app.settings import Settings
from clinic_app.storage.database import Database
from tests.factories import NOW, saved_case

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture
def folder(home: Path) -> Path:
    home.mkdir()
    return home


def test_the_letterhead_is_what_the_settings_say(folder: Path) -> None:
    (folder / "logo.png").write_bytes(PNG)
    chosen = Settings(
        clinic_name="Clinic",
        clinic_head="Dr. Rad",
        clinic_head_position="Head",
        clinic_footer="Tel. 1",
        clinic_colour="#1a2b3C",
        clinic_logo="logo.png",
        clinic_signers="Sara Lind, ministry\n\n  Ali Rad, park ",
    )
    made = letterhead_of(chosen)
    assert (made.logo, made.colour, made.footer, made.head_position) == (PNG, "#1a2b3C", "Tel. 1", "Head")
    assert made.signers == ("Sara Lind, ministry", "Ali Rad, park")
    assert letterhead_of(Settings(clinic_colour="red")).colour == ""


@pytest.mark.parametrize(
    "name", ["none.png", "big.png", "drawing.svg", "../secret.png", "sub/logo.png", "..", "a\0b"]
)
def test_what_cannot_be_a_logo_is_left_out(folder: Path, name: str) -> None:
    (folder.parent / "secret.png").write_bytes(PNG)
    (folder / "sub").mkdir()
    (folder / "sub" / "logo.png").write_bytes(PNG)
    (folder / "big.png").write_bytes(PNG + b"\0" * 5_000_001)
    (folder / "drawing.svg").write_bytes(b"<svg/>")
    assert letterhead_of(Settings(clinic_logo=name)).logo == b""


@pytest.mark.parametrize("logo", [PNG[:40], PNG[:8], b"\xff\xd8\xff\xe0", PNG.replace(b"IDAT", b"IDOT")])
def test_a_broken_logo_stops_no_report(database: Database, folder: Path, logo: bytes) -> None:
    (folder / "logo.png").write_bytes(logo)
    letterhead = letterhead_of(Settings(clinic_name="Clinic", clinic_logo="logo.png"))
    assert letterhead.logo == logo
    case = saved_case(database, "Tiles crack.")
    assert reporting.draft(database, (case.id,), Terms(languages=("fa",)), letterhead=letterhead).pages > 1


def test_an_imprint_comes_back_as_it_was_kept() -> None:
    ordered = Terms(
        kind=ReportKind.SUMMARY,
        audience=Audience.CLIENT,
        languages=("fa", "en"),
        paper=Paper.LETTER,
        copies=2,
        with_annexes=False,
        reviewer="سارا",
    )
    imprint = Imprint(
        terms=ordered,
        letterhead=Letterhead(clinic_name="کلینیک", logo=PNG, signers=("a", "b")),
        logo="0" * 64,
        previous=3,
        offset=210,
        pages=7,
        substituted=("😀",),
        copies=("1" * 64, "2" * 64),
        derived=("3" * 64,),
    )
    found = terms.from_json(terms.to_json(imprint))
    assert found == replace(imprint, letterhead=replace(imprint.letterhead, logo=b""))
    assert terms.from_json("") is None


def test_the_ministry_is_not_told_who_issued_and_who_reviewed() -> None:
    mark = IssueMark(number="1", version=1, issued_at=NOW, by="Leila", reviewer="Sara", code="7K3M")
    for audience, by in ((Audience.FULL, "Leila"), (Audience.CLIENT, "Leila"), (Audience.MINISTRY, "")):
        ordered = Terms(languages=("en",), audience=audience)
        made = terms.order_of(ordered, Letterhead(), None, printed_at=NOW, issue=mark)
        assert made.issue is not None
        assert (made.issue.by, made.issue.code) == (by, "7K3M")


def test_a_file_name_tells_number_kind_language_and_reader() -> None:
    ordered = Terms(languages=("fa", "en"), kind=ReportKind.VISIT_NOTE, audience=Audience.MINISTRY)
    assert terms.file_name("۱۴۰۳/ESF 12", ordered, 2) == "1403-ESF-12-visit-note-fa+en-ministry-v2.pdf"
    assert terms.file_name("1403-ESF-0012", Terms(languages=("ko",))) == "1403-ESF-0012-consultation-ko-draft.pdf"
