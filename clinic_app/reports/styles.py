"""The look of every document: fonts, sizes and colours, for left-to-right and right-to-left languages."""

import re
from dataclasses import dataclass
from functools import cache

from clinic_app import paths
from clinic_app.domain.areas import Area
from clinic_app.reports.text.font import ShapedFont
from clinic_app.reports.text.style import Align, Colour, Direction, FontStack, TextStyle, colour

INK = colour("#1B2226")
MUTED = colour("#5C676D")
_ACCENT = "#12495A"
TINT = colour("#EEF3F4")
RULE = colour("#C5D0D4")
WATERMARK = colour("#EEF0F1")
WHITE: Colour = (1.0, 1.0, 1.0)

# The same colours as on the screen; the number of the area stands beside them, for print in black and white.
AREA_COLOURS = {
    Area.NEW_TECHNOLOGIES: colour("#1F6FB2"),
    Area.EDUCATION_TRAINING: colour("#8A5A00"),
    Area.RESEARCH_DEVELOPMENT: colour("#6B4FA0"),
    Area.CLINICS_PROBLEM_SOLVING: colour("#B3363E"),
    Area.MARKET_MARKETING: colour("#2E7D4F"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The text styles of one language. ``plain_font`` is for reportlab where it insists on a font name.

    Figures stand on the right in every language: units below units.
    """

    is_rtl: bool
    plain_font: str
    accent: Colour
    title: TextStyle
    subtitle: TextStyle
    chapter: TextStyle
    section: TextStyle
    topic: TextStyle
    body: TextStyle
    strong: TextStyle
    quote: TextStyle
    label: TextStyle
    name: TextStyle
    value: TextStyle
    cell: TextStyle
    cell_strong: TextStyle
    column: TextStyle
    figure: TextStyle
    note: TextStyle
    caption: TextStyle
    mark: TextStyle

    @property
    def start(self) -> Align:
        """The side of the page on which lines begin, whatever the direction of the text in them."""
        return Align.RIGHT if self.is_rtl else Align.LEFT


def is_dark(ground: Colour) -> bool:
    """Whether white letters are read better on it than black ones (ITU-R BT.601 luma)."""
    red, green, blue = ground
    return 0.299 * red + 0.587 * green + 0.114 * blue < 0.56


def tinted(base: Colour, strength: float) -> Colour:
    """A lighter shade: 0 is white, 1 the colour itself."""
    red, green, blue = (round(1 - (1 - part) * strength, 4) for part in base)
    return red, green, blue


@cache
def sheet(language: str, accent: str = "") -> Sheet:
    """The styles of a language (en, fa, ko). Persian letters are deep: they get more room between lines.

    ``accent`` is the colour of headings, #RRGGBB; what is no colour, or too pale to be read on white, is not taken.
    """
    main = _readable(accent)
    is_rtl = language == "fa"
    regular, bold = _stacks(is_rtl)
    size, leading = {"fa": (10.0, 1.85), "ko": (9.6, 1.66)}.get(language, (9.8, 1.56))
    direction = Direction.RTL if is_rtl else Direction.LTR
    start = Align.RIGHT if is_rtl else Align.LEFT

    def style(scale: float, stack: FontStack = regular, tight: float = 1.0, **more: object) -> TextStyle:
        looks = {"colour": INK, "direction": direction, "align": start} | more
        points = round(size * scale, 2)
        return TextStyle(stack=stack, size=points, leading=round(points * leading * tight, 2), **looks)  # type: ignore[arg-type]

    return Sheet(
        is_rtl=is_rtl,
        plain_font=regular.first.name,
        accent=main,
        title=style(2.7, bold, 0.84, colour=main, space_after=4),
        subtitle=style(1.5, regular, 0.92, space_after=10),
        chapter=style(1.75, bold, 0.88, colour=main, space_after=8),
        section=style(1.18, bold, 0.95, colour=INK, space_before=10, space_after=3),
        topic=style(0.88, bold, 0.95, colour=main, space_before=5, space_after=1),
        body=style(1.0, space_after=5, align=Align.JUSTIFY if is_rtl else start),
        strong=style(1.0, bold, space_after=5),
        quote=style(1.0, space_after=4),
        label=style(0.78, colour=MUTED, tight=0.95),
        name=style(0.86, colour=MUTED, tight=0.92),
        value=style(0.97, tight=0.95),
        cell=style(0.86, tight=0.92),
        cell_strong=style(0.86, bold, 0.92),
        column=style(0.8, bold, 0.92, colour=main),
        figure=style(0.86, tight=0.92, tabular=not is_rtl, align=Align.RIGHT),
        note=style(0.8, colour=MUTED, tight=0.95, space_after=4),
        caption=style(0.8, colour=INK, tight=0.95, space_before=3, space_after=4),
        mark=style(9.0, bold, colour=WATERMARK),
    )


def _readable(accent: str) -> Colour:
    sound = re.fullmatch("#[0-9A-Fa-f]{6}", accent)
    chosen = colour(accent) if sound else colour(_ACCENT)
    return chosen if is_dark(chosen) else colour(_ACCENT)


@cache
def _stacks(is_rtl: bool) -> tuple[FontStack, FontStack]:
    """Regular and bold fonts. Right-to-left lines of any document are set in the Persian font."""
    persian, persian_bold = FontStack(*_fonts("Regular")[::-1]), FontStack(*_fonts("Bold")[::-1])
    if is_rtl:
        return persian, persian_bold
    return FontStack(*_fonts("Regular"), rightwards=persian), FontStack(*_fonts("Bold"), rightwards=persian_bold)


@cache
def _fonts(weight: str) -> tuple[ShapedFont, ShapedFont]:
    """The Korean and Latin font, and the Persian one."""
    folder = paths.resources() / "fonts"
    names = (f"Pretendard-{weight}", f"Vazirmatn-{weight}")
    korean, persian = (ShapedFont(name, folder / f"{name}.ttf") for name in names)
    return korean, persian
