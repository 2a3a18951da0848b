"""A word becomes glyphs: font fallback, direction, joined letters, exact source of every glyph."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import combining

import uharfbuzz as hb

from clinic_app.reports.text.characters import BIDI_CONTROLS, extends, is_ignorable, script_of
from clinic_app.reports.text.font import Glyph, Ink, ShapedFont
from clinic_app.reports.text.reading import natural_order
from clinic_app.reports.text.runs import Piece, ShapedRun
from clinic_app.reports.text.style import FontStack, TextStyle

_ARAB = "\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc"
_SIGNS = '/.,:!"()-'
# Words that need no thought: letters and digits of one script, and the signs that stand beside them. No marks.
_PLAIN = re.compile(
    f"(?P<Arab>[«»،؛؟{_SIGNS}]*[{_ARAB}۰-۹][{_ARAB}۰-۹\u200c«»،؛؟{_SIGNS}]*)"
    f"|(?P<Latn>[{_SIGNS}]*[A-Za-z0-9][A-Za-z0-9{_SIGNS}]*)|(?P<Hang>[{_SIGNS}]*[\uac00-\ud7a3][\uac00-\ud7a3{_SIGNS}]*)"
)
_LANGUAGES = {"Arab": "fa", "Hang": "ko", "Hani": "ko"}
_NOTHING = "\u200b"  # a text for glyphs that stand for none: no reader shows it
_WORDS_KEPT = 8192  # of one style, and as many again that were asked for before them
_WIDEST_LIGATURE = 2  # letters
_CONTEXT = 4  # neighbours HarfBuzz is shown; joining looks one letter past marks


class _Cluster(NamedTuple):
    """A character with its marks, and how it is to be drawn; no font: □."""

    start: int
    end: int
    font: ShapedFont | None
    script: str
    level: int


class Word(NamedTuple):
    """Width in points and pieces, in logical order, of a stretch without blanks; ``traits`` of all pieces."""

    width: float
    pieces: tuple[Piece, ...]
    traits: int


class Words(dict[tuple[str, bytes], Word]):
    """The words of one style by their characters and levels, shaped when they are first asked for.

    Those that were not asked for in a long time are forgotten.
    """

    def __init__(self, style: TextStyle) -> None:
        super().__init__()
        self._style = style
        self._older: dict[tuple[str, bytes], Word] = {}

    def __missing__(self, key: tuple[str, bytes]) -> Word:
        if len(self) >= _WORDS_KEPT:
            self._older = dict(self)
            self.clear()
        word = self[key] = self._older.get(key) or word_of(self._style, *key)
        return word


@lru_cache(maxsize=256)
def words_of(style: TextStyle) -> Words:
    """The words of a style."""
    return Words(style)


def word_of(style: TextStyle, word: str, levels: bytes, before: str = "", after: str = "") -> Word:
    """Shape a word whose characters have these levels.

    ``before`` and ``after`` are its neighbours when the word goes on there in another style.
    """
    runs = shape_word(style.stack, style.tabular, word, levels, before[-_CONTEXT:], after[:_CONTEXT])
    reads = natural_order(word, levels)
    pieces = tuple([Piece(run, style, reads) for run in runs])
    traits = 0
    for piece in pieces:
        traits |= piece.traits
    return Word(sum([piece.width for piece in pieces]), pieces, traits)


class Spaces(dict[tuple[int, ShapedFont], Piece]):
    """The pieces of one kind of blank in one style by level and font; a tab is four spaces wide, read as one."""

    def __init__(self, style: TextStyle, character: str) -> None:
        super().__init__()
        self._style = style
        self._character = character

    def __missing__(self, key: tuple[int, ShapedFont]) -> Piece:
        level, font = key
        character = self._character
        if character == "\t":
            glyph = Glyph(font.space, " ", 4 * font.advance(font.space))
        elif character == "\u200b":
            glyph = Glyph(font.space, character, 0)
        else:
            glyph = Glyph(font.space, character, font.advance(font.gid(character) or font.space))
        reads = natural_order(character, bytes([level]))
        piece = self[key] = Piece(ShapedRun(font, level, (glyph,)), self._style, reads, is_space=True)
        return piece


@lru_cache(maxsize=1024)
def spaces_of(style: TextStyle, character: str = " ") -> Spaces:
    """The pieces of a blank in a style."""
    return Spaces(style, character)


@lru_cache(maxsize=32768)
def shape_word(
    stack: FontStack, tabular: bool, word: str, levels: bytes, before: str, after: str
) -> tuple[ShapedRun, ...]:
    """Shape a word run by run, each run seeing its neighbours, so that Persian letters join across runs."""
    if not before and not after and (script := _one_script(stack, word, levels)):
        run = _plain_run(stack.first, word, levels[0], script, tabular=tabular)
        if run is not None:
            return (run,)
    return tuple(_runs(stack, tabular, word, levels, before, after))


def _one_script(stack: FontStack, word: str, levels: bytes) -> str:
    """The script of a word of nothing but letters and simple signs that the first font draws, at one level."""
    if levels.count(levels[0]) < len(levels):
        return ""
    found = _PLAIN.fullmatch(word)
    if found is None or not stack.is_of_first(word):
        return ""
    return found.lastgroup or ""


def _plain_run(font: ShapedFont, word: str, level: int, script: str, *, tabular: bool) -> ShapedRun | None:
    """The word as one run when it has a glyph for each character, none of them raised; else None."""
    rtl = bool(level & 1)
    infos, positions = _harfbuzz(font, word, script, "", "", rtl=rtl, tabular=tabular)
    clusters = [info.cluster for info in infos]
    if clusters != list(range(len(word))[::-1] if rtl else range(len(word))):
        return None
    glyphs: list[Glyph] = []
    for info, position, cluster in zip(infos, positions, clusters, strict=True):
        gid = info.codepoint
        if not gid or position.y_offset:
            return None
        glyphs.append(Glyph(gid, word[cluster], position.x_advance, position.x_offset))
    return ShapedRun(font, level, tuple(glyphs))


def _runs(stack: FontStack, tabular: bool, word: str, levels: bytes, before: str, after: str) -> Iterator[ShapedRun]:
    clusters = list(_clusters(stack, word, levels))
    first = 0
    while first < len(clusters):
        start, _, font, script, level = clusters[first]
        last = first
        while last + 1 < len(clusters) and clusters[last + 1][2:] == (font, script, level):
            last += 1
        end = clusters[last].end
        if font is None:
            yield from _undrawable(stack, word[start:end], level)
        else:
            left = (before + word[:start])[-_CONTEXT:] if script == "Arab" else ""
            right = (word[end:] + after)[:_CONTEXT] if script == "Arab" else ""
            yield from _shape(stack, font, word[start:end], level, script, left, right, tabular)
        first = last + 1


def _clusters(stack: FontStack, word: str, levels: bytes) -> Iterator[_Cluster]:
    """Cut a word into characters with their marks; each takes a font, and a script if it has none."""
    script = next((found for found in map(script_of, word) if found), "")
    font, start, level = None, 0, -1
    while start < len(word):
        end = start + 1
        if word[start] in BIDI_CONTROLS:
            start = end
            continue
        while end < len(word) and extends(word[end]) and levels[end] == levels[start]:
            end += 1
        cluster = word[start:end]
        script = script_of(cluster[0]) or script
        chosen = stack.pick(cluster)
        if chosen is None and end - start > 1:
            end = start + 1  # the letter alone, then the marks one by one
            chosen = stack.pick(word[start])
        beside = font if level == levels[start] else None
        if chosen and beside and not cluster[0].isalnum() and beside.covers(cluster):
            chosen = beside  # punctuation keeps to the font of the word it belongs to
        font, level = chosen, levels[start]
        yield _Cluster(start, end, font, script or "Latn", level)
        start = end


def _undrawable(stack: FontStack, text: str, level: int) -> Iterator[ShapedRun]:
    """Characters without a font: invisible ones take no room, the others stand as □ and are reported."""
    font = stack.with_box()
    width = font.advance(font.box)
    glyphs = [
        Glyph(font.space, character, 0) if is_ignorable(character) else Glyph(font.box, character, width)
        for character in text
    ]
    missing = "".join(character for character in text if not is_ignorable(character))
    yield ShapedRun(font, level, tuple(glyphs[::-1] if level & 1 else glyphs), missing=missing)


def _shape(
    stack: FontStack,
    font: ShapedFont,
    text: str,
    level: int,
    script: str,
    before: str,
    after: str,
    tabular: bool,
) -> Iterator[ShapedRun]:
    """Shape one run of one font; what the font cannot draw after all becomes □."""
    rtl = bool(level & 1)
    infos, positions = _harfbuzz(font, text, script, before, after, rtl=rtl, tabular=tabular)
    if any(info.codepoint == 0 for info in infos):
        yield from _undrawable(stack, text, level)
        return
    sources = _sources(text, [info.cluster - len(before) for info in infos], rtl=rtl)
    glyphs: list[Glyph] = []
    ink: list[Ink] = []
    pen = 0
    for info, position, source in zip(infos, positions, sources, strict=True):
        gid, advance, dx, dy = info.codepoint, position.x_advance, position.x_offset, position.y_offset
        if dy or not source or (rtl and len(source) > _WIDEST_LIGATURE and not any(map(combining, source))):
            # A raised glyph would break the line into several text objects, one without text would be
            # copied as a number, and poppler takes a letter as wide as a word (الله) for a line of its own:
            # all are painted, and blanks carry the text.
            ink.append(Ink(gid, pen + dx, dy))
            gid, dx = font.space, 0
        if source or advance:
            glyphs += _one_by_one(font, Glyph(gid, source or _NOTHING, advance, dx), rtl=rtl)
        pen += advance
    yield ShapedRun(font, level, tuple(glyphs), tuple(ink))


def _harfbuzz(
    font: ShapedFont, text: str, script: str, before: str, after: str, *, rtl: bool, tabular: bool
) -> tuple[Any, Any]:
    """Glyphs and positions of HarfBuzz, from left to right; clusters count from the start of ``before``."""
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
    buffer.add_str(before + text + after, len(before), len(text))
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = script
    buffer.language = _LANGUAGES.get(script, "en")
    # Letters may join, but nothing may turn "->" into an arrow: the text stays as it was written.
    features = {"kern": True, "liga": True, "clig": False, "calt": script == "Arab", "tnum": tabular}
    hb.shape(font.hb_font, buffer, features)
    return buffer.glyph_infos, buffer.glyph_positions


def _sources(text: str, clusters: list[int], *, rtl: bool) -> list[str]:
    """What each glyph stands for. Of a cluster the later glyphs take a character each, the first the rest."""
    sources = [""] * len(clusters)
    places: dict[int, list[int]] = {}
    for place in reversed(range(len(clusters))) if rtl else range(len(clusters)):
        places.setdefault(clusters[place], []).append(place)
    starts = sorted(places)
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        characters = list(text[start if number else 0 : end])
        for place in reversed(places[start][1:]):
            if len(characters) > 1:
                sources[place] = characters.pop()
        sources[places[start][0]] = "".join(characters)
    return sources


def _one_by_one(font: ShapedFont, glyph: Glyph, *, rtl: bool) -> Iterator[Glyph]:
    """A right-to-left glyph of several characters, as one code per character.

    Readers turn such a run round character by character: the ligature carries the last of its letters and
    blank glyphs the others, spread over its width; marks lie on the letter without any width.
    """
    source = glyph.source
    if not rtl or len(source) < 2:
        yield glyph
        return
    if any(combining(character) for character in source):
        for mark in reversed(source[1:]):
            yield Glyph(font.space, mark, 0)
        yield glyph._replace(source=source[0])
        return
    step = glyph.advance // len(source)
    yield glyph._replace(source=source[-1], advance=glyph.advance - step * (len(source) - 1))
    for character in reversed(source[:-1]):
        yield Glyph(font.space, character, step)
