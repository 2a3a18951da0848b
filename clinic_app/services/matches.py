"""What the matcher says of a problem, and what the advisor decides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.domain.areas import Area, problem_types
from clinic_app.domain.match import Contribution, Match, Suggestion, SuggestionKind, Verdict
from clinic_app.domain.records import FieldError
from clinic_app.domain.text import clean
from clinic_app.errors import InvalidData
from clinic_app.matching import facts, matcher
from clinic_app.matching.memory import Memory
from clinic_app.services import corrections, evidence, learning
from clinic_app.services.records import fetch
from clinic_app.storage.tables import MatchRow, ProblemRow
from clinic_app.storage.types import uuid7

READ = 10_000
"""Characters of a text that the matcher reads, some four pages: reading on costs seconds and changes no answer."""


def suggest_text(
    text: str,
    language: str | None = None,
    *,
    contributions: Sequence[Contribution] = (),
    memory: Memory | None = None,
) -> Suggestion:
    """What the matcher says of a text; ``contributions`` are those of the case it is in, ``memory`` what the clinic
    learnt (``learning.memory``). The first call loads the matcher.

    Of what nobody has answered the suggestion keeps only what would speak for one of the two likeliest areas.
    """
    found = matcher.load().suggest(text[:READ], language, contributions=contributions, memory=memory)
    return replace(found, contributions=_relevant(found, found.contributions))


def _relevant(found: Suggestion, contributions: Sequence[Contribution]) -> tuple[Contribution, ...]:
    if found.decision is SuggestionKind.OUT_OF_SCOPE:
        return ()
    return facts.relevant(contributions, [score.area for score in found.ranking[:2]])


def suggest(session: Session, problem_id: UUID) -> Match:
    """Match a problem and keep the answer; a decided match stays as it was when it was decided.

    The match that counts comes back: the decided one, or the fresh suggestion.
    """
    problem = fetch(session, ProblemRow, problem_id)
    row = _newest(session, problem_id)
    if row is not None and row.verdict is not None:
        return row.record()
    return _refreshed(session, problem, row).record()


def decide(session: Session, problem_id: UUID, area: Area, *, reason: str = "", type_code: str = "") -> Match:
    """The advisor's area for a problem, with the suggestion kept as it stood.

    Choosing the suggested area accepts it; another one overrides it and needs a reason, unless the matcher was
    unsure or found the text out of scope. ``type_code``, if given, becomes the problem's type. Deciding again
    makes a new match. What goes against the matcher is logged as a correction. Raises NotFound, InvalidData (fields
    "reason", "type_code").
    """
    if type_code and type_code not in problem_types():
        raise InvalidData(errors=[FieldError("type_code", "unknown-type")])
    problem = fetch(session, ProblemRow, problem_id)
    reason = clean(reason).strip()
    newest = _newest(session, problem_id)
    undecided = newest if newest is not None and newest.verdict is None else None
    row = _refreshed(session, problem, undecided)
    row.verdict = _verdict(row, area)
    if row.verdict is Verdict.OVERRIDDEN and not reason:
        raise InvalidData(errors=[FieldError("reason", "empty")])
    row.area, row.reason = area, reason
    row.decided_by, row.decided_at = session.info.get("actor", ""), datetime.now(UTC)
    problem.area, problem.is_decided = area, True
    if type_code:
        problem.type_code = type_code
    session.flush()
    first = matcher.load().suggest(row.text[:READ])  # by the frozen model alone
    corrections.log(session, row, row.text[:READ], first.area, type_code or problem.type_code)
    return row.record()


def _verdict(row: MatchRow, area: Area) -> Verdict:
    if row.best_area is area:
        return Verdict.ACCEPTED
    return Verdict.OVERRIDDEN if row.kind is SuggestionKind.SUGGESTED else Verdict.CHOSEN


def history(session: Session, problem_id: UUID) -> tuple[Match, ...]:
    """All matches of a problem, oldest first; the last one counts."""
    query = select(MatchRow).where(MatchRow.problem_id == problem_id).order_by(MatchRow.id)
    return tuple(row.record() for row in session.scalars(query))


def _newest(session: Session, problem_id: UUID) -> MatchRow | None:
    query = select(MatchRow).where(MatchRow.problem_id == problem_id).order_by(MatchRow.id.desc())
    return session.scalars(query.limit(1)).first()


def _refreshed(session: Session, problem: ProblemRow, row: MatchRow | None) -> MatchRow:
    """The undecided match ``row``, or a new one, with what the matcher says of the problem as it is now."""
    text, known = problem.record().matching_text, evidence.of_case(session, problem.case_id)
    learnt = learning.memory(session, apart_from=problem.id)
    if row is not None and _is_fresh(row, text, known, learnt):
        return row
    if row is None:
        row = MatchRow(id=uuid7(), case_id=problem.case_id, problem_id=problem.id, reason="", decided_by="")
        session.add(row)
    row.text, row.computed_at = text, datetime.now(UTC)
    row.write_suggestion(suggest_text(text, contributions=known, memory=learnt))
    if not problem.is_decided:
        problem.area = row.record().standing_area
    session.flush()
    return row


def _is_fresh(row: MatchRow, text: str, known: Sequence[Contribution], learnt: Memory) -> bool:
    """True when the matcher would say the same again."""
    ours = matcher.load()
    if (row.text, row.rules) != (text, ours.rules_with(learnt)):
        return False
    kept = row.suggestion()
    return kept.contributions == _relevant(kept, known) and kept.recall == ours.recall(text[:READ], learnt)
