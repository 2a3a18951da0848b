"""Scorecards and yearly figures that were filled in on a sheet: out as a blank one, in row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from clinic_app.domain.assessment import AnswerData, Assessment, AssessmentData, Occasion, instrument
from clinic_app.domain.enterprise import YearFigures, YearFiguresData
from clinic_app.exchange import answer_sheet, year_sheet
from clinic_app.i18n.catalog import Catalog
from clinic_app.services import assessments, cases, enterprises
from clinic_app.services.transfer import IntakeResult
from clinic_app.storage.database import Database


def write_blank_scorecard(words: Catalog, path: Path) -> None:
    """Write the questions in the language of ``words``, to be answered, by suffix. Raises CannotWrite."""
    answer_sheet.write_blank(path, instrument(), words=words)


def read_scorecard(
    database: Database, case_id: UUID, path: Path, *, occasion: Occasion, assessed_on: date, assessor: str = ""
) -> tuple[Assessment | None, IntakeResult]:
    """Keep the answers of a filled-in sheet in the case's scorecard of that occasion and day.

    It is made if needed; None comes back when no row was sound, and what became of the rows. A question left empty
    keeps the answer it has. Raises NotFound, InvalidData, UnreadableFile.
    """
    answers, form, refused = answer_sheet.read(path, instrument())
    card = AssessmentData(assessed_on=assessed_on, occasion=occasion, assessor=assessor)
    kept, result = database.do(_keep_answers, case_id, card, answers)
    return kept, replace(result, refused=refused, unknown_columns=form.unknown_columns)


def _keep_answers(
    session: Session, case_id: UUID, data: AssessmentData, answers: Sequence[AnswerData]
) -> tuple[Assessment | None, IntakeResult]:
    about = (data.occasion, data.assessed_on)
    known = assessments.of_case(session, cases.get(session, case_id).id)
    card = next((each for each in known if (each.occasion, each.assessed_on) == about), None)
    if not answers:
        return card, IntakeResult()
    card = card or assessments.add(session, case_id, data)
    there = {each.item: each for each in assessments.answers(session, card.id)}
    outcomes: list[str] = []
    for answer in answers:
        old = there.get(answer.item)
        outcomes.append(_outcome(None if old is None else _part(AnswerData, old), answer))
        if outcomes[-1] != "unchanged":
            assessments.answer(session, card.id, answer)
    return card, _counted(outcomes)


def read_figures(database: Database, case_id: UUID, path: Path) -> IntakeResult:
    """Keep the figures of a filled-in table for the enterprise of a case, a row for each fiscal year.

    A cell left empty keeps what is known of that year. Raises NotFound, UnreadableFile.
    """
    years, form, refused = year_sheet.read(path)
    result = database.do(_keep_years, case_id, years)
    return replace(result, refused=refused, unknown_columns=form.unknown_columns)


def _keep_years(session: Session, case_id: UUID, years: Sequence[Mapping[str, Any]]) -> IntakeResult:
    firm_id = cases.get(session, case_id).enterprise_id
    there: dict[int, YearFigures] = {each.year: each for each in enterprises.years(session, firm_id)}
    outcomes: list[str] = []
    for given in years:
        old = there.get(given["year"])
        known = None if old is None else _part(YearFiguresData, old)
        data = YearFiguresData(**given) if known is None else replace(known, **given)
        outcomes.append(_outcome(known, data))
        if old is None:
            enterprises.add_year(session, firm_id, data)
        elif data != known:
            enterprises.edit_year(session, old.id, data)
    return _counted(outcomes)


def _outcome(known: object, given: object) -> str:
    if known is None:
        return "added"
    return "unchanged" if known == given else "changed"


def _counted(outcomes: Sequence[str]) -> IntakeResult:
    return IntakeResult(
        added=outcomes.count("added"), changed=outcomes.count("changed"), unchanged=outcomes.count("unchanged")
    )


def _part(kind: type[Any], record: Any) -> Any:
    """The editable part of a saved record."""
    return kind(**{field.name: getattr(record, field.name) for field in fields(kind)})
