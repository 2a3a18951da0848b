"""The part of a suggestion beside the words, as JSON: contributions, the correction followed, what would turn it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Contribution, Ground, Recall, Suggestion, Turn


def plain(found: Suggestion) -> dict[str, Any]:
    """What ``read`` makes the same parts of again; what is not there is left out."""
    kept: dict[str, Any] = {}
    if found.contributions:
        kept["contributions"] = [
            [one.ground.value, one.key, one.area.value, one.type, one.weight, one.value]
            for one in found.contributions
        ]
    if (recall := found.recall) is not None:
        made = recall.made_at.isoformat()
        kept["recall"] = [str(recall.correction_id), recall.area.value, recall.type, recall.similarity, made]
    if (turn := found.turn) is not None:
        kept["turn"] = [list(turn.quotes), turn.area.value]
    return kept


def read(kept: dict[str, Any]) -> dict[str, Any]:
    """Contributions, recall and turn of a suggestion, by the names of its fields."""
    recall, turn = kept.get("recall"), kept.get("turn")
    return {
        "contributions": tuple(_contribution(*one) for one in kept.get("contributions", ())),
        "recall": _recall(*recall) if recall else None,
        "turn": Turn(quotes=tuple(turn[0]), area=Area(turn[1])) if turn else None,
    }


def _contribution(ground: str, key: str, area: str, kind: str, weight: float, value: float | None) -> Contribution:
    return Contribution(ground=Ground(ground), key=key, area=Area(area), type=kind, weight=weight, value=value)


def _recall(correction: str, area: str, kind: str, similarity: float, made_at: str) -> Recall:
    return Recall(
        correction_id=UUID(correction),
        area=Area(area),
        type=kind,
        similarity=similarity,
        made_at=datetime.fromisoformat(made_at),
    )
