"""What of the register a case file carries: only what covers its decided areas, and nobody's name."""

from datetime import timedelta

from clinic_app.domain.areas import Area
from clinic_app.domain.calendar import today
from clinic_app.domain.casefile import Audience
from clinic_app.domain.partner import MemorandumData, MemorandumStatus, PartnerData, ProgrammeData
from clinic_app.domain.redaction import redact
from clinic_app.exchange import codec
from clinic_app.services import casefile, matches, partners, problems, trash
from clinic_app.storage.database import Database
from tests.factories import saved_case

MARKET = Area.MARKET_MARKETING


def test_a_case_carries_what_covers_its_decided_areas(database: Database) -> None:
    case = saved_case(database, "We want to export.")
    (problem,) = database.read(problems.of_case, case.id)
    database.do(partners.load_founding, "en")
    assert database.read(casefile.load, case.id).cover == ()
    database.do(matches.decide, problem.id, MARKET, reason="asked for")
    file = database.read(casefile.load, case.id)
    assert [(each.country, each.status) for each in file.cover] == [("KR", MemorandumStatus.SIGNED)]
    for audience in Audience:
        assert redact(file, audience).cover == file.cover
    assert codec.from_json(codec.to_json(file)) == file
    database.do(trash.remove, "partners", next(p.id for p in database.read(partners.register).partners if p.name))
    assert database.read(casefile.load, case.id).cover == ()


def test_names_of_people_stay_in_the_register_and_what_is_over_is_said_to_be(database: Database) -> None:
    case = saved_case(database, "We want to export.")
    (problem,) = database.read(problems.of_case, case.id)
    database.do(matches.decide, problem.id, MARKET, reason="asked for")
    partner = database.do(partners.add, PartnerData(name="KOTRA", country="KR", contact_name="Kim Minsu"))
    over = MemorandumData(
        title="M", status=MemorandumStatus.SIGNED, areas=(MARKET,), valid_until=today() - timedelta(days=1)
    )
    paper = database.do(partners.add_memorandum, partner.id, over)
    offer = ProgrammeData(name="Buyers", memorandum_id=paper.id, eligibility="all", contact="Lee Jiwon")
    database.do(partners.add_programme, partner.id, offer)
    (cover,) = database.read(casefile.load, case.id).cover
    assert (cover.status, cover.contact) == (MemorandumStatus.EXPIRED, "")
    assert [(each.name, each.eligibility, each.contact) for each in cover.programmes] == [("Buyers", "all", "")]
    (whole,) = database.read(partners.covering, MARKET, today())
    assert (whole.contact, whole.programmes[0].contact) == ("Kim Minsu", "Lee Jiwon")
