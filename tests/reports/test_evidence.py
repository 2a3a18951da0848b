"""What scorecard and figures add to an area is printed apart from the words, for the clinic only."""

import re
from dataclasses import replace

import pytest

from clinic_app.domain.areas import Area
from clinic_app.domain.casefile import Audience, CaseFile, ReportKind
from clinic_app.domain.evidence import rules
from clinic_app.domain.match import Contribution, Ground
from clinic_app.domain.redaction import redact
from clinic_app.domain.text import fold
from clinic_app.i18n import formats
from clinic_app.settings import LANGUAGES
from tests.factories import casefile, suggestion
from tests.reports.orders import said

WORDS = ("Beside the words", "Energy cost as a share of turnover")


def case() -> CaseFile:
    """A case whose match rests on a figure beside its words, and on one that nobody has answered."""
    market = Area.MARKET_MARKETING
    given = (
        Contribution(ground=Ground.FACT, key="export_share", area=market, type="5.07", weight=0.2, value=0.5),
        Contribution(ground=Ground.FACT, key="energy_share", area=market, type="1.08", weight=0, value=None),
    )
    file = casefile()
    return replace(file, matches=(replace(file.matches[0], suggestion=suggestion(contributions=given)),))


def text(language: str, audience: Audience = Audience.FULL) -> str:
    return said([redact(case(), audience)], ReportKind.CONSULTATION, language, audience=audience)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_speaks_is_printed_with_its_value_and_what_is_open_is_named(language: str) -> None:
    found = text(language)
    for key in ("export_share", "energy_share"):
        assert set(fold(rules().facts[key].label[language]).split()) <= set(re.findall(r"[\w\u200c]+", fold(found)))
    assert formats.percent(0.5, language).strip("%٪") in found


@pytest.mark.parametrize("audience", [Audience.CLIENT, Audience.MINISTRY])
def test_other_readers_are_not_told(audience: Audience) -> None:
    assert all(words in text("en") for words in WORDS)
    assert not any(words in text("en", audience) for words in WORDS)


def test_a_match_without_it_has_no_such_lines() -> None:
    assert WORDS[0] not in said([casefile()], ReportKind.CONSULTATION)
