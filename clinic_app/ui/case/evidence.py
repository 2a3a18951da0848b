"""Where the matcher's quotes lie in the fields she typed them into; counts as Qt counts, in UTF-16 units."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from clinic_app.domain.areas import Area, problem_types
from clinic_app.domain.match import Reason


class Part(NamedTuple):
    """One piece of the matching text: the field it stands in, its words, and the UTF-16 offset in that field."""

    field: str
    text: str
    at: int = 0


class Mark(NamedTuple):
    """A stretch of a field to underline: ``start`` and ``length`` in UTF-16 units."""

    field: str
    start: int
    length: int
    reason: Reason


def units(text: str) -> int:
    """Length of ``text`` in UTF-16 code units: letters beyond the basic plane count twice."""
    return len(text) + sum(char > "\uffff" for char in text)


def parts(title: str, statement: str, symptoms: str) -> tuple[Part, ...]:
    """The pieces of ``ProblemData.matching_text``, from the three fields as they stand on the screen.

    ``symptoms`` holds one symptom per line. Blank pieces are left out, as the record leaves them out.
    """
    pieces = [Part("title", title), Part("statement", statement)]
    at = 0
    for line in symptoms.split("\n"):
        bare = line.strip()
        pieces.append(Part("symptoms", bare, at + units(line[: len(line) - len(line.lstrip())])))
        at += units(line) + 1
    return tuple(piece for piece in pieces if piece.text.strip())


def text_of(pieces: Iterable[Part]) -> str:
    """The text the matcher reads."""
    return "\n".join(piece.text for piece in pieces)


def marks(pieces: Sequence[Part], reasons: Iterable[Reason]) -> tuple[Mark, ...]:
    """Where each reason's quote lies on the screen; a quote that runs over two pieces gives two marks."""
    found = []
    for reason in reasons:
        base = 0
        for piece in pieces:
            start = max(reason.start, base) - base
            end = min(reason.end, base + len(piece.text)) - base
            if start < end:
                before, quote = piece.text[:start], piece.text[start:end]
                found.append(Mark(piece.field, piece.at + units(before), units(quote), reason))
            base += len(piece.text) + 1
    return tuple(found)


def voice(reason: Reason) -> Area | None:
    """The area a quote speaks for: its own, or for counter-evidence that of the known term, if it is one."""
    if reason.weight > 0:
        return reason.area
    kind = problem_types().get(reason.type)
    return kind.area if kind is not None else None
