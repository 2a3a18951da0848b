"""What the clinic learnt, as the matcher takes it: the corrections in force and the accepted rebuild."""

import threading
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from clinic_app.matching import matcher, tuning
from clinic_app.matching.memory import Lesson, Memory
from clinic_app.matching.tuning import Tuning
from clinic_app.services import corrections
from clinic_app.storage.tables import CorrectionRow, RebuildRow

_Stamp = tuple[str, str, tuple[bytes, ...]]

_QUICK = sql(
    "SELECT (SELECT max(rowid) FROM changes), (SELECT max(rowid) FROM corrections),"
    " (SELECT count(*) FROM corrections), (SELECT max(accepted_at) FROM rebuilds),"
    " (SELECT max(discarded_at) FROM rebuilds)"
)
"""What stays as it is while nothing at all is written."""


class _Kept(NamedTuple):
    quick: tuple[Any, ...]
    stamp: _Stamp
    memory: Memory


_LOCK = threading.Lock()
_KEPT: dict[str, _Kept] = {}  # of the clinic file that was asked for last, by its path


def memory(session: Session, *, apart_from: UUID | None = None) -> Memory:
    """What was learnt in this clinic file; ``apart_from`` a problem, whose own corrections tell nothing new of it.

    It is made anew only when a correction or a rebuild came or went, or a case went into the bin or out of it; a text
    that was read once is not read again.
    """
    made = _memory(session)
    if apart_from is None or not len(made):
        return made
    query = select(CorrectionRow.id).where(CorrectionRow.problem_id == apart_from, CorrectionRow.undoes.is_(None))
    own = set(session.scalars(query))
    if not own:
        return made
    lessons = [lesson for lesson in corrections.standing(session) if lesson.id not in own]
    return Memory(lessons, shelf=made.shelf, tuning=made.tuning)


def _memory(session: Session) -> Memory:
    place = str(session.get_bind().engine.url)
    # What is written and not yet committed may never come to be, and its row numbers be given to something else.
    quick = () if session.info.get("changed") else tuple(session.connection().execute(_QUICK).one())
    ours = matcher.load()
    with _LOCK:
        kept = _KEPT.get(place)
        if kept is not None and quick and (kept.quick, kept.stamp[0]) == (quick, ours.rules):
            return kept.memory
    rebuilt = accepted(session)
    stamp = (ours.rules, str(rebuilt.id) if rebuilt is not None else "", corrections.stamp(session))
    with _LOCK:
        kept = _KEPT.get(place)
        if kept is not None and kept.stamp == stamp:
            _KEPT[place] = kept._replace(quick=quick)
            return kept.memory
        is_of_ours = kept is not None and kept.stamp[0] == ours.rules
        lessons = corrections.standing(session)
        counts = rebuilt is not None and rebuilt.rules == ours.rules and stands(rebuilt, lessons)
        made = Memory(
            lessons,
            shelf=kept.memory.shelf if kept is not None and is_of_ours else None,
            tuning=_tuning(rebuilt) if rebuilt is not None and counts else None,
        )
        _KEPT.clear()
        _KEPT[place] = _Kept(quick, stamp, made)
        return made


def accepted(session: Session) -> RebuildRow | None:
    """The rebuild that was accepted last and not taken back, whatever model it belongs to."""
    query = select(RebuildRow).where(RebuildRow.accepted_at.is_not(None), RebuildRow.discarded_at.is_(None))
    return session.scalars(query.order_by(RebuildRow.accepted_at.desc()).limit(1)).first()


def stands(row: RebuildRow, lessons: Iterable[Lesson]) -> bool:
    """True while all corrections a rebuild learnt from are in force: what is forgotten, the weights forget too."""
    return set(row.content["learnt_from"]) <= {str(lesson.id) for lesson in lessons}


def _tuning(row: RebuildRow) -> Tuning:
    content: dict[str, Any] = row.content
    return tuning.from_json(name_of(row.id), content["weights"])


def name_of(rebuild_id: UUID) -> str:
    """How the rules of an answer name a rebuild: the last six hex digits of its id."""
    return rebuild_id.hex[-6:]
