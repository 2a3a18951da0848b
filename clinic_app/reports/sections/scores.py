"""The scorecard of a case: the assessments that are compared, their scores, and where the firm is weak or strong."""

from collections.abc import Sequence
from typing import NamedTuple

from clinic_app.domain.assessment import (
    Answer,
    Assessment,
    Dimension,
    DimensionScore,
    Instrument,
    Occasion,
    dimension_scores,
    instruments,
    overall,
)
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n.formats import number, percent
from clinic_app.reports.desk import Desk
from clinic_app.reports.text.sanitise import isolate


class Standing(NamedTuple):
    """One filling-in of a known questionnaire, and what its answers add up to."""

    assessment: Assessment
    instrument: Instrument
    answers: Sequence[Answer]
    scores: Sequence[DimensionScore]

    @property
    def overall(self) -> float | None:
        """The mean of the dimensions that have answers."""
        return overall(self.scores)


def standings(file: CaseFile) -> tuple[Standing | None, Standing | None]:
    """The first baseline and the last follow-up of the same questionnaire, each None when there is none."""
    in_order = sorted(file.assessments, key=lambda each: each.assessed_on)
    known = [each for each in in_order if (each.instrument, each.version) in instruments()]
    first = next((each for each in known if each.occasion is Occasion.BASELINE), next(iter(known), None))
    if first is None:
        return None, None
    later = [each for each in known if each.occasion is Occasion.FOLLOW_UP and each is not first]
    alike = [each for each in later if (each.instrument, each.version) == (first.instrument, first.version)]
    return _standing(file, first), _standing(file, alike[-1]) if alike else None


def _standing(file: CaseFile, assessment: Assessment) -> Standing:
    instrument = instruments()[assessment.instrument, assessment.version]
    answers = tuple(file.answers_of(assessment.id).values())
    return Standing(assessment, instrument, answers, dimension_scores(answers, instrument))


def named(desk: Desk, dimension: Dimension) -> str:
    """What a dimension is called."""
    return dimension.label[desk.catalog.language]


def gained(desk: Desk, points: float | None) -> str:
    """Percentage points won or lost, with their sign; a dash where they are not known."""
    if points is None:
        return "–"
    shown = round(points, 1)
    return isolate(("+" if shown > 0 else "") + number(shown, desk.catalog.language), ltr=True)


def score_figure(desk: Desk, file: CaseFile) -> tuple[str, str] | None:
    """The newest overall score and what it is; with the one before where there are both. None without any."""
    _, language = desk.catalog.text, desk.catalog.language
    shares = [percent(round(each.overall), language) for each in standings(file) if each and each.overall is not None]
    if not shares:
        return None
    name = _("Scorecard, before: %(share)s") % {"share": shares[0]} if len(shares) == 2 else _("Scorecard")
    return shares[-1], name
