"""A decided problem shows who can help: what covers its area, what counts most first, and the way to the register."""

from datetime import date

from pytestqt.qtbot import QtBot

from clinic_app.domain.areas import Area
from clinic_app.domain.partner import MemorandumData, MemorandumStatus, PartnerData, ProgrammeData
from clinic_app.services import matches, partners, problems
from clinic_app.storage.database import Database
from clinic_app.ui.partners.dialog import RegisterDialog
from tests.ui.case.conftest import EXPORT, OpenPage, case_id_of, problem_section
from tests.ui.conftest import ScriptedDialogs

MARKET = Area.MARKET_MARKETING


def _fill(database: Database) -> None:
    database.do(partners.load_founding, "en")
    austria, _, korea, _ = database.read(partners.register).partners
    over = MemorandumData(
        title="Old plan", status=MemorandumStatus.SIGNED, areas=(MARKET,), valid_until=date(2020, 3, 1)
    )
    database.do(partners.add_memorandum, austria.id, over)
    named = PartnerData(name=korea.name, country="KR", contact_email="desk@example.kr")
    database.do(partners.edit, korea.id, named)
    paper = next(each for each in database.read(partners.register).memoranda if each.partner_id == korea.id)
    offer = ProgrammeData(name="Buyers", memorandum_id=paper.id, eligibility="under 50\nstaff", contact="Kim Minsu")
    database.do(partners.add_programme, korea.id, offer)


def test_nothing_is_shown_until_an_area_is_decided(qtbot: QtBot, open_page: OpenPage, database: Database) -> None:
    _fill(database)
    page = open_page(EXPORT)
    shown = problem_section(page).foot.partners
    assert shown.isHidden()
    (problem,) = database.read(problems.of_case, case_id_of(page))
    database.do(matches.decide, problem.id, MARKET, reason="asked for")
    qtbot.waitUntil(lambda: not shown.isHidden(), timeout=5_000)
    said = [line.translate({0x2068: None, 0x2069: None}) for line in shown.texts()]
    assert said == [
        "South Korea · Ministry of SMEs and Startups",
        "Signed",
        "Memorandum of understanding",
        "Contact: desk@example.kr",
        "• Buyers",
        "Eligibility: under 50 staff",
        "Contact: Kim Minsu",
        "Austria",
        "Expired",
        "Old plan · Valid until: 2020-03-01",
    ]


def test_an_area_that_nothing_covers_says_so_and_leads_to_the_register(
    qtbot: QtBot, open_page: OpenPage, database: Database, dialogs: ScriptedDialogs
) -> None:
    page = open_page(EXPORT)
    (problem,) = database.read(problems.of_case, case_id_of(page))
    database.do(matches.decide, problem.id, MARKET, reason="asked for")
    shown = problem_section(page).foot.partners
    qtbot.waitUntil(lambda: not shown.isHidden(), timeout=5_000)
    assert shown.texts() == ["No memorandum covers this area yet."]

    def fill(dialog: object) -> bool:
        assert isinstance(dialog, RegisterDialog)
        dialog.load_founding()
        return True

    dialogs.will_answer(fill)
    shown.register_button.click()
    qtbot.waitUntil(lambda: "Signed" in shown.texts(), timeout=5_000)
    database.do(matches.decide, problem.id, Area.NEW_TECHNOLOGIES, reason="after all")
    qtbot.waitUntil(lambda: "Signed" in shown.texts(), timeout=5_000)
