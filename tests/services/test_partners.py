"""The register of partners: kept like every other record, never inventing an agreement."""

from datetime import date

import pytest

from clinic_app.domain.areas import Area
from clinic_app.domain.partner import MemorandumData, MemorandumStatus, PartnerData, ProgrammeData
from clinic_app.errors import InvalidData, NotFound
from clinic_app.services import partners, trash, upkeep
from clinic_app.settings import LANGUAGES
from clinic_app.storage import history
from clinic_app.storage.database import Database
from clinic_app.storage.tables import ChangeRow

TODAY = date(2024, 8, 2)
MARKET = Area.MARKET_MARKETING
KOTRA = PartnerData(name="KOTRA", country="KR", website="kotra.or.kr")
PAPER = MemorandumData(title="Export", status=MemorandumStatus.SIGNED, areas=(MARKET, Area.EDUCATION_TRAINING))


def test_partners_memoranda_and_programmes_are_kept_and_changed(database: Database) -> None:
    partner = database.do(partners.add, KOTRA)
    paper = database.do(partners.add_memorandum, partner.id, PAPER)
    data = ProgrammeData(name="Buyers", memorandum_id=paper.id, eligibility="under 50 staff")
    offer = database.do(partners.add_programme, partner.id, data)
    changed = partners.bare(MemorandumData, paper)
    assert changed == PAPER
    database.do(partners.edit, partner.id, PartnerData(name="KOTRA", country="KR", contact_name="Kim"))
    database.do(partners.edit_memorandum, paper.id, MemorandumData(title="Export 2"))
    database.do(partners.edit_programme, offer.id, ProgrammeData(name="Buyers", areas=(MARKET,)))
    found = database.read(partners.register)
    assert [(each.name, each.contact_name, each.website) for each in found.partners] == [("KOTRA", "Kim", "")]
    assert [(each.title, each.status, each.areas) for each in found.memoranda] == [
        ("Export 2", MemorandumStatus.NEGOTIATION, ())
    ]
    assert [(each.memorandum_id, each.areas) for each in found.programmes] == [(None, (MARKET,))]


def test_every_change_is_in_the_log_and_the_log_holds(database: Database) -> None:
    partner = database.do(partners.add, KOTRA)
    paper = database.do(partners.add_memorandum, partner.id, PAPER)
    database.do(partners.edit_memorandum, paper.id, MemorandumData(title="Export", areas=(MARKET,)))
    logged = database.read(lambda session: [(row.table, row.field, row.value) for row in session.query(ChangeRow)])
    assert ("memoranda", "areas", ["market_marketing"]) in logged
    assert ("memoranda", "status", "negotiation") in logged
    assert database.read(history.broken_link) is None
    assert upkeep.check(database) == ()


def test_what_is_wrong_is_refused(database: Database) -> None:
    partner, other = (database.do(partners.add, PartnerData(name=name)) for name in "AB")
    with pytest.raises(InvalidData):
        database.do(partners.add, PartnerData())
    with pytest.raises(InvalidData):
        database.do(partners.add_memorandum, partner.id, MemorandumData(title=""))
    paper = database.do(partners.add_memorandum, partner.id, PAPER)
    with pytest.raises(NotFound):
        database.do(partners.add_programme, other.id, ProgrammeData(name="x", memorandum_id=paper.id))
    database.do(trash.remove, "partners", partner.id)
    with pytest.raises(NotFound):
        database.do(partners.add_memorandum, partner.id, PAPER)


def test_what_hangs_on_a_removed_partner_goes_and_comes_with_it(database: Database) -> None:
    partner = database.do(partners.add, KOTRA)
    paper = database.do(partners.add_memorandum, partner.id, PAPER)
    offer = database.do(partners.add_programme, partner.id, ProgrammeData(name="Buyers", memorandum_id=paper.id))
    before = database.read(partners.register)
    database.do(trash.remove, "partners", partner.id)
    assert database.read(partners.register) == ((), (), ())
    assert database.read(partners.covering, MARKET, TODAY) == ()
    database.do(trash.restore, "programmes", offer.id)
    assert [part[0].id for part in database.read(partners.register)] == [partner.id, paper.id, offer.id]
    assert [[each.id for each in part] for part in before] == [[partner.id], [paper.id], [offer.id]]
    database.do(trash.remove, "memoranda", paper.id)
    assert [removed.title for removed in database.read(trash.content)] == ["Export"]
    assert database.read(partners.covering, MARKET, TODAY) == ()
    kept = database.read(partners.register).programmes[0]
    database.do(partners.edit_programme, kept.id, ProgrammeData(name="Buyers!", memorandum_id=kept.memorandum_id))
    database.do(trash.restore, "memoranda", paper.id)
    (found,) = database.read(partners.covering, MARKET, TODAY)
    assert [each.name for each in found.programmes] == ["Buyers!"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_founding_four_are_those_of_the_founding_text(database: Database, language: str) -> None:
    assert database.do(partners.load_founding, language) == 4
    assert database.do(partners.load_founding, language) == 0
    found = database.read(partners.register)
    assert {each.country: bool(each.name) for each in found.partners} == {
        "KR": True, "AT": False, "DE": False, "TR": False
    }  # fmt: skip
    korea = next(each.id for each in found.partners if each.country == "KR")
    for paper in found.memoranda:
        is_korean = paper.partner_id == korea
        assert paper.status is (MemorandumStatus.SIGNED if is_korean else MemorandumStatus.NEGOTIATION)
        assert paper.areas == (tuple(Area) if is_korean else ())
        assert (paper.dated_on, paper.valid_until) == (None, None)
        assert paper.notes
    assert found.programmes == ()
    for area in Area:
        assert [each.country for each in database.read(partners.covering, area, TODAY)] == ["KR"]


def test_a_founding_partner_in_the_bin_comes_back_as_the_user_left_it(database: Database) -> None:
    database.do(partners.load_founding, "en")
    austria = database.read(partners.register).partners[0]
    assert austria.country == "AT"
    database.do(partners.edit, austria.id, PartnerData(name="WKO", country="AT"))
    database.do(trash.remove, "partners", austria.id)
    assert [removed.title for removed in database.read(trash.content)] == ["WKO"]
    assert database.do(partners.load_founding, "en") == 1
    assert database.read(partners.register).partners[0].name == "WKO"
