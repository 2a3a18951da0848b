"""The matcher's answer in plain words: how sure it is, and what is asked of the advisor."""

from enum import Enum

from clinic_app.domain.match import Suggestion, SuggestionKind
from clinic_app.i18n.catalog import N_

# An unsure answer that is right at least every second time still names the two areas worth weighing.
TWO_CLOSE_FROM = 0.5


class Band(Enum):
    """What the panel says above the ranking."""

    NOTHING = "nothing"
    SUGGESTED = "suggested"
    TWO_CLOSE = "two_close"
    UNSURE = "unsure"
    OUT_OF_SCOPE = "out_of_scope"


def band(suggestion: Suggestion | None) -> Band:
    """The band of an answer; None stands for an empty text."""
    if suggestion is None:
        return Band.NOTHING
    if suggestion.decision is SuggestionKind.SUGGESTED:
        return Band.SUGGESTED
    if suggestion.decision is SuggestionKind.OUT_OF_SCOPE:
        return Band.OUT_OF_SCOPE
    return Band.TWO_CLOSE if suggestion.confidence >= TWO_CLOSE_FROM else Band.UNSURE


TITLES = {
    Band.NOTHING: N_("Nothing written yet"),
    Band.SUGGESTED: N_("Suggested"),
    Band.TWO_CLOSE: N_("Two areas are close: please choose"),
    Band.UNSURE: N_("Unsure: please choose"),
    Band.OUT_OF_SCOPE: N_("Out of scope"),
}

ADVICE = {
    Band.NOTHING: N_("Write what the owner says. The areas are ranked while you type."),
    Band.SUGGESTED: N_("The words speak clearly for this area."),
    Band.TWO_CLOSE: N_("The words speak for both. What is asked for counts more than what is broken."),
    Band.UNSURE: N_("The words do not settle it. Ask what help is wanted, or choose yourself."),
    Band.OUT_OF_SCOPE: N_("This does not read like something a clinic can help with. You may still choose an area."),
}
