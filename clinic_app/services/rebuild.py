"""The explicit rebuild: weights learnt from the corrections in force, tried and shown, then accepted or discarded."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.domain.areas import Area
from clinic_app.domain.rebuild import AreaChange, Rebuild, RebuildState
from clinic_app.errors import NotFound
from clinic_app.matching import matcher, regression, tuning, words
from clinic_app.matching import memory as memories
from clinic_app.matching.matcher import Matcher
from clinic_app.matching.memory import Lesson, Memory
from clinic_app.matching.model import AREAS
from clinic_app.matching.tuning import Example, Tuning
from clinic_app.services import corrections, evidence, learning, matches
from clinic_app.storage.database import Database
from clinic_app.storage.tables import CaseRow, MatchRow, ProblemRow, RebuildRow
from clinic_app.storage.types import uuid7


def prepare(database: Database) -> Rebuild:
    """Learn from all corrections in force and try what was learnt; nothing changes until it is accepted.

    An earlier rebuild that waits is discarded. The same corrections give the same weights. It takes some
    seconds, in which nothing is locked. Raises NotFound when there is no correction to learn from.
    """
    lessons = database.read(_lessons)
    if not lessons:
        raise NotFound(what="correction", id="")
    ours, key = matcher.load(), uuid7()
    learnt = learn(ours, lessons, learning.name_of(key))
    tried = _tried(ours, lessons, learnt)
    changes, undecided = database.read(_changes, learnt)
    content = {
        "weights": learnt.to_json(),
        "learnt_from": [str(lesson.id) for lesson in lessons],
        "tried": tried,
        "undecided": undecided,
        "changes": [[str(one.case_id), str(one.problem_id), _code(one.before), _code(one.after)] for one in changes],
    }
    return database.do(_keep, key, ours.rules, content)


def latest(session: Session) -> Rebuild | None:
    """The rebuild that waits to be accepted, else the accepted one; None when there is neither."""
    row = _waiting(session) or learning.accepted(session)
    return _record(session, row) if row is not None else None


def accept(session: Session) -> Rebuild:
    """Let the matcher follow the rebuild that waits, instead of any earlier one. Raises NotFound when none waits, or
    it was refused or is out of date.
    """
    row = _waiting(session)
    if row is None or _state(session, row) is not RebuildState.WAITING:
        raise NotFound(what="rebuild", id="")
    now = datetime.now(UTC)
    for earlier in _standing_rows(session):
        earlier.discarded_at = now
    row.accepted_at = now
    _announce(session, row)
    return _record(session, row)


def discard(session: Session) -> bool:
    """Drop the rebuild that waits, else take the accepted one back. False when there is neither."""
    row = _waiting(session) or learning.accepted(session)
    if row is None:
        return False
    row.discarded_at = datetime.now(UTC)
    _announce(session, row)
    return True


def learn(ours: Matcher, lessons: Sequence[Lesson], name: str) -> Tuning:
    """Weights for the corrections, with our own statements in their languages between them; always the same for the
    same corrections.
    """
    spoken = sorted({memories.language(lesson.text) for lesson in lessons})
    ordered = sorted(lessons, key=lambda lesson: lesson.key)
    examples = [_example(ours, lesson.text, lesson.area) for lesson in ordered]
    reminders = (one for language in spoken for one in regression.replayed(language))
    examples += [replace(_example(ours, one.text, one.area), is_reminder=True) for one in reminders]
    return tuning.learn(examples, lambda language: ours.language(language).model, name)


def _lessons(session: Session) -> tuple[Lesson, ...]:
    """The corrections that count: of those with the same words the newest."""
    return tuple({lesson.key: lesson for lesson in corrections.standing(session)}.values())


def _example(ours: Matcher, text: str, area: Area) -> Example:
    ranked = {score.area: score.probability for score in ours.suggest(text).ranking}
    scores = tuple(math.log(max(ranked[one], 1e-12)) for one in AREAS)
    return Example(folded=words.folded(text), language=memories.language(text), scores=scores, area=area)


def _tried(ours: Matcher, lessons: Sequence[Lesson], learnt: Tuning) -> dict[str, int]:
    """Corrections and pinned statements that the weights get right without the memory, before and after."""
    tuned = Memory(tuning=learnt)
    pinned = [(one.text, one.area) for one in regression.pinned()]
    own = [(lesson.text, lesson.area) for lesson in lessons]
    return {
        "alone_before": _right(ours, own, None),
        "alone_after": _right(ours, own, tuned),
        "statements": len(pinned),
        "kept_before": _right(ours, pinned, None),
        "kept_after": _right(ours, pinned, tuned),
    }


def _right(ours: Matcher, texts: Iterable[tuple[str, Area]], learnt: Memory | None) -> int:
    return sum(ours.suggest(text, memory=learnt).area is area for text, area in texts)


def _changes(session: Session, learnt: Tuning) -> tuple[list[AreaChange], int]:
    """The undecided problems of open cases that would be answered otherwise, and how many there are in all."""
    now = learning.memory(session)
    then = now.tuned(learnt)
    decided = select(MatchRow.problem_id).where(MatchRow.verdict.is_not(None))
    query = (
        select(ProblemRow, CaseRow.number)
        .join(CaseRow, CaseRow.id == ProblemRow.case_id)
        .where(CaseRow.closed_at.is_(None), ProblemRow.id.not_in(decided))
        .order_by(CaseRow.number, ProblemRow.position)
    )
    found, count = [], 0
    for row, number in session.execute(query):
        text = row.record().matching_text
        if text:
            count += 1
            known = evidence.of_case(session, row.case_id)
            before = matches.suggest_text(text, contributions=known, memory=now).area
            after = matches.suggest_text(text, contributions=known, memory=then).area
            if before is not after:
                change = AreaChange(
                    case_id=row.case_id, case_number=number, problem_id=row.id, before=before, after=after
                )
                found.append(change)
    return found, count


def _code(area: Area | None) -> str:
    return area.value if area is not None else ""


def _keep(session: Session, key: UUID, rules: str, content: dict[str, Any]) -> Rebuild:
    now = datetime.now(UTC)
    waiting = _waiting(session)
    if waiting is not None:
        waiting.discarded_at = now
    row = RebuildRow(
        id=key,
        made_at=now,
        made_by=session.info.get("actor", ""),
        rules=rules,
        corrections=len(content["learnt_from"]),
        content=content,
    )
    session.add(row)
    _announce(session, row)
    return _record(session, row)


def _announce(session: Session, row: RebuildRow) -> None:
    session.flush()
    session.info.setdefault("changed", set()).add((RebuildRow.__tablename__, row.id))


def _waiting(session: Session) -> RebuildRow | None:
    """The newest rebuild that nobody accepted or discarded."""
    query = select(RebuildRow).where(RebuildRow.accepted_at.is_(None), RebuildRow.discarded_at.is_(None))
    return session.scalars(query.order_by(RebuildRow.id.desc()).limit(1)).first()


def _standing_rows(session: Session) -> Sequence[RebuildRow]:
    query = select(RebuildRow).where(RebuildRow.accepted_at.is_not(None), RebuildRow.discarded_at.is_(None))
    return session.scalars(query).all()


def _state(session: Session, row: RebuildRow) -> RebuildState:
    tried = row.content["tried"]
    if row.rules != matcher.load().rules:
        return RebuildState.FOREIGN
    if tried["kept_before"] - tried["kept_after"] > regression.MOST_LOST * tried["statements"]:
        return RebuildState.REFUSED
    if not learning.stands(row, corrections.standing(session)):
        return RebuildState.OUTDATED
    return RebuildState.ACCEPTED if row.accepted_at is not None else RebuildState.WAITING


def _record(session: Session, row: RebuildRow) -> Rebuild:
    """A change of a case that has gone meanwhile is left out."""
    changes = [(UUID(case), UUID(problem), *areas) for case, problem, *areas in row.content["changes"]]
    named = select(CaseRow.id, CaseRow.number).where(CaseRow.id.in_({case for case, *_ in changes}))
    numbers = {row.id: row.number for row in session.execute(named)}
    return Rebuild(
        id=row.id,
        made_at=row.made_at,
        made_by=row.made_by,
        state=_state(session, row),
        rules=row.rules,
        corrections=row.corrections,
        undecided=row.content["undecided"],
        changes=tuple(
            AreaChange(
                case_id=case,
                case_number=numbers[case],
                problem_id=problem,
                before=Area(before) if before else None,
                after=Area(after) if after else None,
            )
            for case, problem, before, after in changes
            if case in numbers
        ),
        **row.content["tried"],
    )
