"""The five areas of cooperation the memorandum names, the problem types under them, and the partner countries."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from clinic_app import paths


class Area(Enum):
    """The five areas of cooperation, in the order of the memorandum. Fixed."""

    NEW_TECHNOLOGIES = "new_technologies"
    EDUCATION_TRAINING = "education_training"
    RESEARCH_DEVELOPMENT = "research_development"
    CLINICS_PROBLEM_SOLVING = "clinics_problem_solving"
    MARKET_MARKETING = "market_marketing"

    @property
    def number(self) -> int:
        """1 to 5, as the memorandum lists them; also the first digit of the area's problem types."""
        return tuple(Area).index(self) + 1


class PartnerCountry(Enum):
    """Countries the founding memorandum names as partners; status and areas are the user's to complete."""

    NONE = "none"
    SOUTH_KOREA = "KR"
    AUSTRIA = "AT"
    GERMANY = "DE"
    TURKEY = "TR"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemType:
    """One of the 60 kinds of problem. The code never changes; texts are by language code (en, fa, ko).

    ``questions`` are what an advisor asks on site, ``causes`` and ``remedies`` what is typical.
    """

    code: str
    area: Area
    label: Mapping[str, str]
    questions: Mapping[str, tuple[str, ...]]
    causes: Mapping[str, tuple[str, ...]]
    remedies: Mapping[str, tuple[str, ...]]


@cache
def problem_types() -> Mapping[str, ProblemType]:
    """All problem types by code, in the order of the data file."""
    text = (paths.resources() / "problem_types.json").read_text("utf-8")
    found = (
        ProblemType(
            code=entry["code"],
            area=Area(entry["area"]),
            label=entry["label"],
            questions=_lists(entry["questions"]),
            causes=_lists(entry["causes"]),
            remedies=_lists(entry["remedies"]),
        )
        for entry in json.loads(text)["types"]
    )
    return {kind.code: kind for kind in found}


def _lists(texts: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return {language: tuple(found) for language, found in texts.items()}
