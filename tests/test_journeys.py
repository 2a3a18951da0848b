"""The main job, end to end, without a window: from the first word to the report in the owner's hand."""

import csv
from datetime import date
from pathlib import Path
from uuid import UUID

import pypdfium2

from clinic_app.domain.areas import Area
from clinic_app.domain.assessment import AnswerData, AssessmentData
from clinic_app.domain.case import CaseData, Outcome, Stage, Triage
from clinic_app.domain.enterprise import ContactData, EnterpriseData, YearFiguresData
from clinic_app.domain.gates import missing
from clinic_app.domain.plan import ActionData, ActionStatus, RecommendationData
from clinic_app.domain.problem import ProblemData, ProblemStatus
from clinic_app.domain.summary import CaseQuery
from clinic_app.domain.visit import VisitData
from clinic_app.reports.document import Letterhead
from clinic_app.services import (
    assessments,
    casefile,
    cases,
    enterprises,
    matches,
    plans,
    problems,
    reporting,
    transfer,
    upkeep,
    visits,
)
from clinic_app.storage.database import Database
from tests.factories import OFFICE, as_data

DAY = date(2024, 8, 2)
WORDS = "نقدینگی نداریم؛ بانک بدون وثیقه وام سرمایه در گردش نمی‌دهد و مواد اولیه را نقد می‌خواهند."


def test_from_the_owners_words_to_the_signed_report(database: Database, tmp_path: Path) -> None:
    case_id = _received_and_visited(database)
    assert database.do(cases.advance, case_id, to=Stage.MATCH).stage is Stage.MATCH
    _plan(database, case_id, _decided_problem(database, case_id))
    assert database.do(cases.advance, case_id, to=Stage.REPORT).stage is Stage.REPORT

    path = tmp_path / "report.pdf"
    letterhead = Letterhead(clinic_name="کلینیک یزد")
    reporting.issue(database, case_id, reporting.Terms(languages=("fa",)), letterhead=letterhead, path=path)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    for words in ("مهرآذین", "لیلا کریمی", "وصول مطالبات", "بازنگری قرارداد فروش", "1403-ESF-0001"):
        assert words in text, words
    _edit(database, case_id, report_signed_on=DAY, outcome=Outcome.PARTLY_SOLVED)
    assert database.do(cases.advance, case_id, to=Stage.CLOSED).closed_at is not None
    assert missing(database.read(casefile.load, case_id), Stage.FOLLOW_UP) == ()

    summary = tmp_path / "cases.csv"
    assert transfer.export(database, summary, query=CaseQuery(), language="en") == 1
    (row,) = csv.DictReader(summary.read_text("utf-8-sig").splitlines())
    assert row["Case number"] == "1403-ESF-0001"
    assert row["Primary area"] == "Clinics and problem solving"
    assert upkeep.check(database) == ()


def _edit(database: Database, case_id: UUID, **changes: object) -> None:
    database.do(cases.edit, case_id, as_data(CaseData, database.read(cases.get, case_id), **changes))


def _received_and_visited(database: Database) -> UUID:
    do = database.do
    firm = do(enterprises.add, EnterpriseData(name="کاشی مهرآذین", legal_id="10380284790", province="یزد"))
    do(enterprises.add_contact, firm.id, ContactData(name="مریم صادقی", is_primary=True))
    do(enterprises.add_year, firm.id, YearFiguresData(year=1402, currency="IRR", turnover=480_000_000_000))
    asked = CaseData(title="کمبود نقدینگی", request=WORDS, received_on=DAY)
    case = do(cases.open_case, firm.id, asked, numbering=OFFICE)
    screened = {"consent_on": DAY, "triage": Triage.CLINIC_CASE, "advisor": "لیلا کریمی"}
    _edit(database, case.id, **screened, conflict_declared_on=DAY)
    visit = VisitData(visited_on=DAY, contact_hours=3, preparation_hours=1, travel_hours=2, notes="دفترها را دیدیم")
    do(visits.add, case.id, visit)
    card = do(assessments.add, case.id, AssessmentData(assessed_on=DAY, respondent="مریم صادقی"))
    do(assessments.answer, card.id, AnswerData(item="finance-cash", score=1, comment="پیش‌بینی نقدینگی ندارند"))
    return case.id


def _decided_problem(database: Database, case_id: UUID) -> UUID:
    problem = database.do(problems.add, case_id, ProblemData(statement=WORDS, severity=5, urgency=4))
    found = database.do(matches.suggest, problem.id).suggestion
    assert found.area is Area.CLINICS_PROBLEM_SOLVING
    database.do(matches.decide, problem.id, found.area, type_code="4.01")
    problem = database.read(problems.get, problem.id)
    done = {"root_cause": "وصول مطالبات ۱۲۰ روز طول می‌کشد", "status": ProblemStatus.PARTLY_SOLVED}
    database.do(problems.edit, problem.id, as_data(ProblemData, problem, **done))
    return problem.id


def _plan(database: Database, case_id: UUID, problem_id: UUID) -> None:
    advised = RecommendationData(title="فروش نقدی با تخفیف", problem_ids=(problem_id,))
    advice = database.do(plans.add_recommendation, case_id, advised)
    action = ActionData(
        what="بازنگری قرارداد فروش",
        recommendation_id=advice.id,
        responsible="صادقی",
        due_on=DAY,
        indicator="روز وصول",
        status=ActionStatus.DONE,
    )
    database.do(plans.add_action, case_id, action)
    _edit(database, case_id, plan_approved_on=DAY)
