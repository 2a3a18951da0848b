"""What the clinic learnt, as the matcher takes it: the corrections in force and the accepted rebuild."""

import threading
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.matching import matcher, tuning
from clinic_app.matching.memory import Lesson, Memory
from clinic_app.matching.tuning import Tuning
from clinic_app.services import corrections
from clinic_app.storage.tables import RebuildRow

_Stamp = tuple[str, str, tuple[UUID, ...]]


class _Kept(NamedTuple):
    stamp: _Stamp
    memory: Memory


_LOCK = threading.Lock()
_KEPT: dict[str, _Kept] = {}  # of the clinic file that was asked for last, by its path


def memory(session: Session) -> Memory:
    """What was learnt in this clinic file.

    It is made anew only when a correction or a rebuild came or went, or a case went into the bin or out of it; a text
    that was read once is not read again.
    """
    place = str(session.get_bind().engine.url)
    ours, rebuilt = matcher.load(), accepted(session)
    stamp = (ours.rules, str(rebuilt.id) if rebuilt is not None else "", corrections.stamp(session))
    with _LOCK:
        kept = _KEPT.get(place)
        if kept is not None and kept.stamp == stamp:
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
        _KEPT[place] = _Kept(stamp, made)
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
