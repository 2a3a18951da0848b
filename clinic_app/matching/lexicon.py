"""The terms and exemplar statements of the problem types: read from their files, checked line by line."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from clinic_app.domain.areas import Area, problem_types
from clinic_app.errors import UnreadableFile
from clinic_app.matching import words

LANGUAGES = ("en", "fa", "ko")
STRANGERS = "out_of_scope"
STOP_WORDS = "stop_words.json"
_HEADING = re.compile(r"\[(\d\.\d\d)\]")
_TERM = re.compile(r"=\s*(.*?)\s*:\s*([123])")
_BATCH = re.compile(r"@\s*([a-z][a-z0-9-]*)")
_EXEMPLAR = re.compile(r">(!?)\s*(.*?)(?:\s*\{([\d., ]+)\})?")


class BadLexicon(UnreadableFile):
    """A data file of the matcher breaks its format. Details, beside path and reason: file, line (from 1; 0 for
    the whole file), problem.
    """

    def __init__(self, *, file: str, line: int, problem: str) -> None:
        reason = f"line {line}: {problem}" if line else problem
        super().__init__(path=file, reason=reason, file=file, line=line, problem=problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase that speaks for a problem type, with weight 1 (weak) to 3 (strong)."""

    text: str
    weight: int
    type: str
    area: Area
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplar:
    """One statement as an owner or advisor would put it; ``type`` and ``area`` are empty when out of scope.

    ``also`` are areas another advisor might give it with good reason, ``is_hard`` marks one that hides what it is
    about, ``batch`` names who wrote it: a figure is only worth something on words of another batch.
    """

    text: str
    type: str
    area: Area | None
    language: str
    also: tuple[Area, ...] = ()
    is_hard: bool = False
    batch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All that the files of one language hold; ``strangers`` are texts no area answers."""

    language: str
    terms: tuple[Term, ...]
    exemplars: tuple[Exemplar, ...]
    strangers: tuple[Exemplar, ...]


class _Reader:
    """Reads one file; every complaint names the file and the line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.line = 0
        parts = path.name.split(".")
        if len(parts) != 3 or parts[1] not in LANGUAGES:
            raise self._bad("the name is not <area>.<language>.txt")
        self.language = parts[1]
        self.area = None if parts[0] == STRANGERS else self._area(parts[0])
        self.terms: list[Term] = []
        self.exemplars: list[Exemplar] = []
        self._type = self._batch = ""
        self._seen: set[tuple[str, ...]] = set()

    def _bad(self, problem: str) -> BadLexicon:
        return BadLexicon(file=self.path.name, line=self.line, problem=problem)

    def _area(self, name: str) -> Area:
        try:
            return Area(name)
        except ValueError:
            raise self._bad(f"unknown area {name}") from None

    def read(self) -> None:
        """Take every line. Raises BadLexicon at the first that is wrong."""
        for number, raw in enumerate(self._text().splitlines(), start=1):
            self.line, line = number, raw.strip()
            if line and not line.startswith("#"):
                self._take(line)

    def _text(self) -> str:
        try:
            return self.path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self._bad(f"not UTF-8 at byte {error.start}") from error

    def _take(self, line: str) -> None:
        if line[0] == "[":
            self._heading(line)
        elif line[0] == "=":
            self._term(line)
        elif line[0] == ">":
            self._exemplar(line)
        elif match := _BATCH.fullmatch(line):
            self._batch = match[1]
        else:
            raise self._bad("a line starts with #, [, =, > or @")

    def _heading(self, line: str) -> None:
        match = _HEADING.fullmatch(line)
        kind = problem_types().get(match[1]) if match else None
        if kind is None:
            raise self._bad(f"no problem type {line}")
        if kind.area is not self.area:
            raise self._bad(f"problem type {kind.code} belongs to {kind.area.value}")
        self._type = kind.code

    def _term(self, line: str) -> None:
        match = _TERM.fullmatch(line)
        if match is None:
            raise self._bad("a term is written = words : weight, weight 1, 2 or 3")
        if self.area is None or not self._type:
            raise self._bad("a term outside a problem type")
        self._once("=", match[1])
        self.terms.append(
            Term(text=match[1], weight=int(match[2]), type=self._type, area=self.area, language=self.language)
        )

    def _exemplar(self, line: str) -> None:
        match = _EXEMPLAR.fullmatch(line)
        assert match is not None  # it starts with ">", and all behind it is text
        if self.area is not None and not self._type:
            raise self._bad("an exemplar before the first problem type")
        self._once(">", match[2])
        self.exemplars.append(
            Exemplar(
                text=match[2],
                type=self._type,
                area=self.area,
                language=self.language,
                also=self._also(match[3] or ""),
                is_hard=bool(match[1]),
                batch=self._batch,
            )
        )

    def _also(self, codes: str) -> tuple[Area, ...]:
        found = []
        for code in codes.replace(",", " ").split():
            kind = problem_types().get(code)
            if kind is None or kind.area is self.area:
                raise self._bad(f"{code} is no problem type of another area")
            found.append(kind.area)
        return tuple(dict.fromkeys(found))

    def _once(self, mark: str, text: str) -> None:
        """Refuse what has no word, and the same words twice: terms per problem type, exemplars per file."""
        key = words.folded(text)
        if not key:
            raise self._bad("no word in the line")
        place = (mark, self._type if mark == "=" else "", *key)
        if place in self._seen:
            raise self._bad(f"{text!r} stands there twice")
        self._seen.add(place)


def load(folder: Path, language: str) -> Lexicon:
    """Read every ``<area>.<language>.txt`` of ``folder``. Raises BadLexicon, or OSError when it is unreadable."""
    readers = [reader for path in _files(folder) if (reader := _Reader(path)).language == language]
    for reader in readers:
        reader.read()
    return Lexicon(
        language=language,
        terms=tuple(term for reader in readers for term in reader.terms),
        exemplars=tuple(e for reader in readers for e in reader.exemplars if e.area is not None),
        strangers=tuple(e for reader in readers for e in reader.exemplars if e.area is None),
    )


def stop_words(folder: Path) -> frozenset[str]:
    """Folded words that may weigh something but explain nothing. Raises BadLexicon."""
    try:
        by_language = json.loads((folder / STOP_WORDS).read_text("utf-8"))
        return frozenset(word for listed in by_language.values() for word in words.folded(listed))
    except FileNotFoundError:
        raise BadLexicon(file=STOP_WORDS, line=0, problem="the file is missing") from None
    except (ValueError, AttributeError, TypeError) as error:
        raise BadLexicon(file=STOP_WORDS, line=0, problem=f"not a list of words: {error!r}") from error


def digest(folder: Path) -> str:
    """Twelve hex digits over names and content of the text files, line ends aside (git may change those)."""
    hashed = hashlib.sha256()
    for path in _files(folder):
        hashed.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return hashed.hexdigest()[:12]


def _files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.txt"))
    if not found:
        raise BadLexicon(file=folder.name, line=0, problem="no lexicon file in the folder")
    return found
