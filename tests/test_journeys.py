"""The main job, end to end, without a window: from the first word to the report in the owner's hand."""

import csv
from datetime import date
from pathlib import Path

import pypdfium2

from clinic_app.domain.areas import Area
from clinic_app.domain.case import CaseData, Outcome, Stage, Triage
from clinic_app.domain.enterprise import ContactData, EnterpriseData, YearFiguresData
from clinic_app.domain.gates import missing
from clinic_app.domain.plan import ActionData, ActionStatus, RecommendationData
from clinic_app.domain.problem import ProblemData, ProblemStatus
from clinic_app.domain.summary import CaseQuery
from clinic_app.domain.visit import VisitData
from clinic_app.reports.document import Letterhead
from clinic_app.services import (
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
    do = database.do
    firm = do(enterprises.add, EnterpriseData(name="کاشی مهرآذین", legal_id="10380284790", province="یزد"))
    do(enterprises.add_contact, firm.id, ContactData(name="مریم صادقی", is_primary=True))
    do(enterprises.add_year, firm.id, YearFiguresData(year=1402, currency="IRR", turnover=480_000_000_000))
    case = do(
        cases.open_case, firm.id, CaseData(title="کمبود نقدینگی", request=WORDS, received_on=DAY), numbering=OFFICE
    )
    do(
        cases.edit,
        case.id,
        as_data(
            CaseData, case, consent_on=DAY, triage=Triage.CLINIC_CASE, advisor="لیلا کریمی", conflict_declared_on=DAY
        ),
    )
    visit = VisitData(visited_on=DAY, contact_hours=3, preparation_hours=1, travel_hours=2, notes="دفترها را دیدیم")
    do(visits.add, case.id, visit)
    assert do(cases.advance, case.id, to=Stage.MATCH).stage is Stage.MATCH

    problem = do(problems.add, case.id, ProblemData(statement=WORDS, severity=5, urgency=4))
    found = do(matches.suggest, problem.id).suggestion
    assert found.area is Area.CLINICS_PROBLEM_SOLVING
    do(matches.decide, problem.id, found.area, type_code="4.01")
    problem = database.read(problems.get, problem.id)
    done = {"root_cause": "وصول مطالبات ۱۲۰ روز طول می‌کشد", "status": ProblemStatus.PARTLY_SOLVED}
    do(problems.edit, problem.id, as_data(ProblemData, problem, **done))
    advice = do(
        plans.add_recommendation, case.id, RecommendationData(title="فروش نقدی با تخفیف", problem_ids=(problem.id,))
    )
    action = ActionData(
        what="بازنگری قرارداد فروش",
        recommendation_id=advice.id,
        responsible="صادقی",
        due_on=DAY,
        indicator="روز وصول",
        status=ActionStatus.DONE,
    )
    do(plans.add_action, case.id, action)
    case = database.read(cases.get, case.id)
    do(cases.edit, case.id, as_data(CaseData, case, plan_approved_on=DAY))
    assert do(cases.advance, case.id, to=Stage.REPORT).stage is Stage.REPORT

    path = tmp_path / "report.pdf"
    reporting.issue(database, case.id, language="fa", letterhead=Letterhead(clinic_name="کلینیک یزد"), path=path)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    for words in ("مهرآذین", "لیلا کریمی", "وصول مطالبات", "بازنگری قرارداد فروش", "1403-ESF-0001"):
        assert words in text, words
    case = database.read(cases.get, case.id)
    do(cases.edit, case.id, as_data(CaseData, case, report_signed_on=DAY, outcome=Outcome.PARTLY_SOLVED))
    closed = do(cases.advance, case.id, to=Stage.CLOSED)
    assert closed.closed_at is not None
    assert missing(database.read(casefile.load, case.id), Stage.FOLLOW_UP) == ()

    summary = tmp_path / "cases.csv"
    assert transfer.export(database, summary, query=CaseQuery(), language="en") == 1
    (row,) = csv.DictReader(summary.read_text("utf-8-sig").splitlines())
    assert row["Case number"] == "1403-ESF-0001"
    assert row["Primary area"] == "Clinics and problem solving"
    assert upkeep.check(database) == ()
