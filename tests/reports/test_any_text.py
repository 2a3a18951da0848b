"""Whatever people type or paste: it prints, and every character is on the page or is told to be missing."""

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.reports.text.characters import is_ignorable
from clinic_app.reports.text.paragraph import Paragraph
from clinic_app.reports.text.sanitise import Substitutions, clean
from clinic_app.reports.text.style import Align, Direction
from tests.reports.printing import KOREAN, PERSIAN, PERSIAN_BOLD, print_story, text_of

_ANY = st.text(st.characters(), max_size=120)
_LIKELY = st.text(
    st.sampled_from(
        "ابپمینهلآأئ\u0651\u064e\u0654ـ\u200c۱۲٣4567 abcXYZéßİ한국어각().,،؛:/-−+%٪«»[]"
        "\u2066\u2067\u2068\u2069\u202b\u202e\n\t"
    ),
    max_size=120,
)


def _compared(text: str) -> set[str]:
    """The characters that can be told apart after copying: no blanks, no invisible ones, no variants.

    Readers write compatibility forms as their ordinary letters and brackets as they face.
    """
    text = unicodedata.normalize("NFKD", text.replace("\ufffe", "-"))  # pdfium's sign for a hyphen at a line end
    return {each for each in text if not (each.isspace() or is_ignorable(each))} - set("()[]{}<>«»‹›≤≥≪≫")


@given(_ANY | _LIKELY, st.sampled_from([PERSIAN, KOREAN, PERSIAN.but(align=Align.JUSTIFY)]), st.integers(30, 400))
@settings(max_examples=300, deadline=None)
def test_every_character_is_printed_or_told(text: str, style: object, width: int) -> None:
    told = Substitutions()
    paragraph = Paragraph(text, style, substitutions=told)  # type: ignore[arg-type]
    pdf = print_story([paragraph], rightMargin=595 - 72 - 12 - width)
    missing = _compared(clean(text)) - _compared(text_of(pdf)) - _compared("".join(told.characters))
    assert missing == set()


@given(st.lists(st.tuples(_LIKELY, st.sampled_from([PERSIAN, PERSIAN_BOLD, KOREAN])), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_spans_lose_nothing(spans: list[tuple[str, object]]) -> None:
    told = Substitutions()
    pdf = print_story([Paragraph(spans, PERSIAN, substitutions=told)])  # type: ignore[arg-type]
    whole = "".join(clean(text) for text, _ in spans)
    assert _compared(whole) - _compared(text_of(pdf)) - set(told.characters) == set()


@given(st.text(st.sampled_from("ابپ مین ۱۲۳ abc XYZ 한국"), min_size=1, max_size=80))
@settings(max_examples=150, deadline=None)
def test_mixed_lines_are_copied_word_for_word(text: str) -> None:
    """Letters, digits and blanks only: the order of what is copied is exactly that of what was written."""
    style = PERSIAN.but(direction=Direction.RTL)
    copied = text_of(print_story([Paragraph(text, style)]))
    if "한" not in text and "국" not in text:  # a second font makes a second text object
        assert re.sub(r"\s", "", copied) == re.sub(r"\s", "", text)
    assert sorted(re.sub(r"\s", "", copied)) == sorted(re.sub(r"\s", "", text))
