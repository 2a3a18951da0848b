"""Who and what a case names, found in any text in whatever spelling, and put under stable pseudonyms."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple
from uuid import UUID

from clinic_app import paths
from clinic_app.domain.areas import problem_types
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.text import ascii_digits, fold

WITHHELD = "[…]"
"""What stands where something was taken out that needs no pseudonym."""

_LETTERS = "BCDFGHJKMNPQRSTVWXYZ"  # no vowels, so that no pseudonym is a word
_SIGNS = _LETTERS + "23456789"
_GAP = "\0"
_ANYWHERE = 5  # letters from which on a whole name is found inside other words too
_HANGUL = re.compile("[가-힣]")
_BETWEEN_PEOPLE = re.compile(r"[,،;؛/\n\t·•|&+()\[\]:]|(?<=\s)(?:و|and|und|ve|및|과|와)(?=\s)")
_WORD = re.compile(r"[\w\u200c\u200d\u200e\u200f\u00ad\u0300-\u036f\u064b-\u065f'’]+")
_BETWEEN_PARTS = re.compile(r"[,،;؛/\n·•|]|\s-\s")
_PASSES = 8


def pseudonym(kind: str, key: UUID) -> str:
    """The name that the record of that id always has outside the clinic, such as ``U-K7M3-Q2XD``.

    ``kind`` is one letter. 190 thousand million of them: among 50 000 records two share one in less than 1 % of all
    such sets.
    """
    value = int.from_bytes(hashlib.sha256(f"clinic-pseudonym/1 {kind} {key}".encode()).digest(), "big")
    signs = []
    for place in range(8):
        alphabet = _SIGNS if place % 4 else _LETTERS
        value, sign = divmod(value, len(alphabet))
        signs.append(alphabet[sign])
    return f"{kind}-{''.join(signs[:4])}-{''.join(signs[4:])}"


class Secret(NamedTuple):
    """A text that must not be read, in its bare form; where it may stand; and what to write instead."""

    bare: str
    is_anywhere: bool
    instead: str


class Mask:
    """Takes out of any text what would tell whose case it is."""

    def __init__(self, file: CaseFile) -> None:
        self.enterprise = pseudonym("U", file.enterprise.id)
        own = {self.enterprise, *(pseudonym("P", contact.id) for contact in file.contacts)}
        names = "|".join(map(re.escape, sorted(own)))
        self._own = re.compile(f"({names})")
        self._repeated = re.compile(rf"({names}|{re.escape(WITHHELD)})(?:[\s\u200c-]{{1,2}}\1)+")
        public = frozenset(_words(file.enterprise.province))
        self._secrets = {each.bare: each for each in _unambiguous(_secrets(file, public))}
        self._pattern = _pattern(self._secrets.values())

    def text(self, text: str) -> str:
        """The text without names, addresses, numbers that lead to somebody. Masking again changes nothing."""
        if not text.strip():
            return text
        for _ in range(_PASSES):  # what was cut may have joined what stood apart
            masked = self._repeated.sub(r"\1", self._people(_contacts(self.names(text))))
            if masked == text:
                break
            text = masked
        return text

    def names(self, text: str) -> str:
        """The text without what the case itself names."""
        if self._pattern is None:
            return text
        return "".join(part if place % 2 else self._masked(part) for place, part in enumerate(self._own.split(text)))

    def _masked(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        skeleton, places = _skeleton(text)
        parts, done = [], 0
        for found in self._pattern.finditer(skeleton) if self._pattern else ():
            start, end = places[found.start()], places[found.end() - 1] + 1
            while end < len(text) and not _bare(text[end]):
                end += 1
            if start >= done:
                secret = self._secrets.get(found[0].replace(_GAP, ""))
                parts += [text[done:start], secret.instead if secret else WITHHELD]
                done = end
        return "".join([*parts, text[done:]])

    def _people(self, text: str) -> str:
        return "".join(
            part if place % 2 else _TITLED.sub(_without_name, part)
            for place, part in enumerate(self._own.split(text))
        )


# What the texts of the case itself say is to be kept from others


def _secrets(file: CaseFile, public: frozenset[str]) -> Iterator[Secret]:
    firm = file.enterprise
    for name in (firm.name, firm.name_latin):
        yield from _of_enterprise(name, pseudonym("U", firm.id), public)
    for contact in file.contacts:
        yield from _of_person(contact.name, pseudonym("P", contact.id), public)
    for people in _people_of(file):
        for name in _BETWEEN_PEOPLE.split(people):
            yield from _of_person(name, WITHHELD, public)
    for somebody in _somebody_of(file):
        for name in _BETWEEN_PEOPLE.split(somebody):
            yield from _of_person(name, WITHHELD, public, is_certain=False)
    numbers = (
        firm.legal_id,
        firm.registration_no,
        firm.economic_code,
        firm.licence_no,
        firm.postal_code,
        firm.website,
    )
    for number in numbers:
        yield from _phrase(number, least=4)
    for contact in file.contacts:
        yield from _phrase(contact.email, least=4)
        for phone in _BETWEEN_PARTS.split(contact.phone):
            yield from _of_phone(phone)
    for place in (firm.industrial_park, firm.address, *_BETWEEN_PARTS.split(firm.address)):
        yield from _phrase(place, least=6, public=public)
    yield from _of_place(firm.county, public)
    yield from _of_place(firm.industrial_park, public)


def _people_of(file: CaseFile) -> Iterator[str]:
    """Fields that hold names of people."""
    yield from (file.case.advisor, file.case.reviewer, file.case.plan_approved_by)
    yield from (visit.advisor for visit in file.visits)
    yield from (assessment.assessor for assessment in file.assessments)
    yield from (match.decided_by for match in file.matches)
    yield from (follow_up.done_by for follow_up in file.follow_ups)
    for issue in file.issues:
        yield from (issue.issued_by, issue.reviewer)


def _somebody_of(file: CaseFile) -> Iterator[str]:
    """Fields that hold names of people, of offices and of other bodies."""
    yield file.case.referred_by
    yield from (visit.participants for visit in file.visits)
    for action in file.actions:
        yield from (action.responsible, action.supporter)
    yield from (assessment.respondent for assessment in file.assessments)
    yield from (risk.owner for risk in file.risks)


def _of_enterprise(name: str, instead: str, public: frozenset[str]) -> Iterator[Secret]:
    """The name as it stands, without the words of its legal form, and each word that only this firm has."""
    if name == instead:  # redacted before
        return
    words = _name_words(name)
    core = [word for word in words if not _is_among(word, _listed("company"))]
    own = [word for word in core if not _is_among(word, _listed("trade") | _offices() | public)]
    for part in (words, core, own):
        yield from _secret("".join(_bare_of(word) for word in part), instead)
    for word in own:
        if not _is_among(word, _vocabulary()):
            yield from _word(_bare_of(word), instead)


def _of_person(name: str, instead: str, public: frozenset[str], *, is_certain: bool = True) -> Iterator[Secret]:
    """The name without titles, and each word of it that is no other word; nothing for what only names an office.

    Where it is not certain that a person is named, a word must look like a name.
    """
    words = [word for word in _name_words(name) if not _is_among(word, _listed("title"))]
    own = [word for word in words if not _is_among(word, _offices() | public) and not _bare_of(word).isdecimal()]
    if not own or name == instead:
        return
    if not any(_is_among(word, _listed("body")) for word in words):
        yield from _secret("".join(map(_bare_of, words)), instead)
    for word in own:
        bare = _bare_of(word)
        if _is_among(word, _vocabulary()) or not (is_certain or _looks_like_a_name(word)):
            continue
        yield from _word(bare, instead)
        if len(own) == 1 and len(bare) == 3 and _HANGUL.match(bare):
            yield from _word(bare[1:], instead)  # a Korean given name without the family's


def _looks_like_a_name(word: str) -> bool:
    if _HANGUL.match(word):
        return len(word) == 3 and word[0] in _FAMILY_NAMES
    return not word[0].islower()  # scripts without capitals do not tell


@cache
def _offices() -> frozenset[str]:
    return _listed("role") | _listed("company") | _listed("trade") | _listed("body") | _listed("place")


def _of_place(place: str, public: frozenset[str]) -> Iterator[Secret]:
    """The name of a place too small to be told, and each word that only it has."""
    yield from _phrase(place, least=2, public=public)
    for word in _name_words(place):
        bare = _bare_of(word)
        if _is_among(word, _offices() | public | _vocabulary()) or bare.isdecimal() or word[0].islower():
            continue
        yield from _word(bare, WITHHELD)
        if _HANGUL.match(bare) and bare[-1] in _DISTRICTS:
            yield from _word(bare[:-1], WITHHELD)


def _of_phone(phone: str) -> Iterator[Secret]:
    digits = "".join(char for char in ascii_digits(phone) if char.isdecimal()).lstrip("0")
    if len(digits) >= 4:
        yield Secret(digits, True, WITHHELD)
    if len(digits) >= 10:
        yield Secret(digits[-8:], True, WITHHELD)


def _phrase(text: str, *, least: int, public: frozenset[str] = frozenset()) -> Iterator[Secret]:
    words = _words(text)
    if len("".join(words)) >= least and not public.issuperset(words):
        yield from _secret("".join(words), WITHHELD)


def _word(word: str, instead: str) -> Iterator[Secret]:
    if len(word) >= (2 if _HANGUL.match(word) else 3):
        yield Secret(word, False, instead)


def _secret(bare: str, instead: str) -> Iterator[Secret]:
    if bare:
        yield Secret(bare, len(bare) >= _ANYWHERE, instead)


def _unambiguous(secrets: Iterable[Secret]) -> Iterator[Secret]:
    """One secret a bare text: the first one's, but a word that two people share tells neither."""
    known: dict[str, Secret] = {}
    for secret in secrets:
        first = known.setdefault(secret.bare, secret)
        instead = first.instead
        if not first.is_anywhere and instead != secret.instead and WITHHELD not in (instead, secret.instead):
            instead = WITHHELD
        known[secret.bare] = Secret(secret.bare, first.is_anywhere or secret.is_anywhere, instead)
    return iter(known.values())


def _pattern(secrets: Iterable[Secret]) -> re.Pattern[str] | None:
    """All secrets at once, the longest first. A gap may stand between any two letters of a longer one."""
    alternatives = []
    for secret in sorted(secrets, key=lambda each: (-len(each.bare), each.bare)):
        gap = f"{_GAP}?" if len(secret.bare) >= _ANYWHERE else ""
        middle = gap.join(map(re.escape, secret.bare))
        if secret.bare.isdecimal():
            middle = f"(?:[0-9]{_GAP}?){{0,6}}{middle}"  # of a telephone number, whatever is dialled before
        ends_open = _HANGUL.match(secret.bare[-1]) or len(secret.bare) >= _ANYWHERE
        end = "" if ends_open else f"(?![^{_GAP}])"
        alternatives.append(middle if secret.is_anywhere else f"(?<![^{_GAP}]){middle}{end}")
    return re.compile("|".join(alternatives)) if alternatives else None


# Texts without what people write differently


@cache
def _bare(char: str) -> str:
    """Folded letters and digits; a gap for what separates words; nothing for marks and what cannot be seen."""
    folded = ascii_digits(fold(char))
    kept = "".join(each for each in folded if each.isalnum())
    if kept:
        return kept
    is_unseen = unicodedata.category(char) in ("Mn", "Me", "Cf") and char != "\u200c"
    return "" if is_unseen or not folded else _GAP


def _skeleton(text: str) -> tuple[str, list[int]]:
    """The bare text with single gaps, and the place in ``text`` of each of its signs."""
    signs: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for sign in _bare(char):
            if sign != _GAP or (signs and signs[-1] != _GAP):
                signs.append(sign)
                places.append(place)
    return "".join(signs), places


def _words(text: str) -> list[str]:
    """The bare words of a text."""
    return [word for word in _skeleton(unicodedata.normalize("NFC", text))[0].split(_GAP) if word]


def _name_words(text: str) -> list[str]:
    """The words of a name as they stand; what a half-space joins is one."""
    return [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if _bare_of(word)]


@lru_cache(maxsize=4096)
def _bare_of(word: str) -> str:
    return "".join(_words(word))


def _is_among(word: str, known: frozenset[str]) -> bool:
    """True when the word, or each part of a joined one, is known."""
    return _bare_of(word) in known or known.issuperset(_words(word))


@cache
def _listed(kind: str) -> frozenset[str]:
    """Words in names that are nobody's own: "company" forms, "trade", "role", "title", public "body", "place"."""
    lists: Mapping[str, list[str]] = json.loads((paths.resources() / "redaction.json").read_text("utf-8"))
    return frozenset(_bare_of(entry) for entry in lists[kind])


@cache
def _vocabulary() -> frozenset[str]:
    """Words the trade speaks: those of the problem types and of the classification of activities."""
    labels = [text for kind in problem_types().values() for text in kind.label.values()]
    labels += _strings(json.loads((paths.resources() / "isic.json").read_text("utf-8")))
    labels += _strings(json.loads((paths.resources() / "scorecard.json").read_text("utf-8")))
    return frozenset(word for text in labels for word in _words(text))


def _strings(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for part in tree.values() if isinstance(tree, dict) else tree:
            yield from _strings(part)


# What leads to somebody in any text, known or not

_YEAR = r"(?:1[234]|19|20)\d\d"
_DAY = r"\d{4}[-./]\d{1,2}[-./]\d{1,2}"
_TRACES = re.compile(
    "|".join(
        (
            rf"(?P<kept>(?<!\d)(?:{_DAY}|{_YEAR}(?:[ ]?[-–][ ]?{_YEAR}|[ ]{_YEAR})*)(?!\d))",
            r"[^\s@＠,،;؛<>()]{1,64}[@＠][^\s@＠,،;؛<>()]{1,255}\.[^\s@＠,،;؛<>()]+",
            r"(?:https?://|www\.)[^\s,،;؛<>()]+",
            r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|net|org|biz|ir|kr)\b",
            r"\b[A-Z]{2}[ -]?(?:\d[ -]?){22,}\d",
            r"\+?\(?\d(?:[ \u00a0\u200c\-–.()]{0,2}\d){6,}",
        )
    ),
    re.IGNORECASE,
)
_DISTRICTS = "시군구읍면동리"  # what Korean names of places end in
_FAMILY_NAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문손양배백허남심노하곽성차주우구민진엄채원"
    "천방현함변염여추도석선설마길연위표명기반왕금옥육인맹제모탁국"
)
_SIRS = "(?:آقای|خانم|جناب|سرکار|مهندس|دکتر|حاج)"
_NAME = rf"(?!{_SIRS}\b)[^\W\d_][\w\u200c]*"
_TITLED = re.compile(
    "|".join(
        (
            r"(?P<latin>\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Eng|Engr)\.?\s+)[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?",
            rf"(?P<persian>(?<!\w)(?:آقای|خانم|جناب|سرکار)\s+(?:{_SIRS}\s+){{0,3}}){_NAME}(?:[ ]{_NAME})?",
            rf"(?<![가-힣])[{_FAMILY_NAMES}][가-힣]{{1,2}}"
            r"(?P<korean>\s?(?:대표이사|대표|사장|공장장|상무|전무|회장|선생)?님|\s?씨(?![가-힣]))",
        )
    )
)


def _contacts(text: str) -> str:
    return _TRACES.sub(lambda found: found[0] if found["kept"] else WITHHELD, text)


def _without_name(found: re.Match[str]) -> str:
    if found["korean"]:
        return WITHHELD + found["korean"]
    return (found["latin"] or found["persian"]) + WITHHELD
