"""The two palettes of the program, light and dark, and the colours of the five areas."""

from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette

from clinic_app.domain.areas import Area

LIGHT: Mapping[str, str] = {
    "window": "#F3F5F7",
    "surface": "#FFFFFF",
    "sunken": "#EAEEF1",
    "text": "#1C2733",
    "muted": "#56636F",
    "faint": "#8A96A1",
    "line": "#D5DCE2",
    "strong-line": "#AEB9C3",
    "accent": "#0B6670",
    "accent-hover": "#08525A",
    "accent-soft": "#DDEFF0",
    "on-accent": "#FFFFFF",
    "selection": "#D3EAEB",
    "hover": "#EDF3F4",
    "warning": "#8F5A00",
    "warning-soft": "#FFF3DA",
    "error": "#B3261E",
    "error-soft": "#FCE9E7",
    "success": "#24704A",
    "success-soft": "#E1F2E8",
}
DARK: Mapping[str, str] = {
    "window": "#171B20",
    "surface": "#20262C",
    "sunken": "#12161A",
    "text": "#E4E9ED",
    "muted": "#A3AFBA",
    "faint": "#74818D",
    "line": "#343D46",
    "strong-line": "#53606C",
    "accent": "#55BFC7",
    "accent-hover": "#7AD3D9",
    "accent-soft": "#17383C",
    "on-accent": "#06282B",
    "selection": "#1E4A4F",
    "hover": "#28313A",
    "warning": "#F0BC55",
    "warning-soft": "#3A2F18",
    "error": "#FF9088",
    "error-soft": "#43211F",
    "success": "#71CB9C",
    "success-soft": "#183527",
}
_AREAS_LIGHT: Mapping[Area, str] = {
    Area.NEW_TECHNOLOGIES: "#1F6FB2",
    Area.EDUCATION_TRAINING: "#8A5A00",
    Area.RESEARCH_DEVELOPMENT: "#6B4FA0",
    Area.CLINICS_PROBLEM_SOLVING: "#B3363E",
    Area.MARKET_MARKETING: "#2E7D4F",
}
_AREAS_DARK: Mapping[Area, str] = {
    Area.NEW_TECHNOLOGIES: "#6DB3EE",
    Area.EDUCATION_TRAINING: "#E2AE45",
    Area.RESEARCH_DEVELOPMENT: "#B79FE6",
    Area.CLINICS_PROBLEM_SOLVING: "#F58C92",
    Area.MARKET_MARKETING: "#6FC998",
}
_COLOURS = {
    table_name: {name: QColor(value) for name, value in table.items()}
    for table_name, table in (("light", LIGHT), ("dark", DARK))
}
_AREAS = {
    table_name: {area: QColor(value) for area, value in table.items()}
    for table_name, table in (("light", _AREAS_LIGHT), ("dark", _AREAS_DARK))
}


def is_dark(palette: QPalette) -> bool:
    """True when ``palette`` is the dark one."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def colour(name: str, palette: QPalette) -> QColor:
    """A colour of the program by its name ("muted", "accent", "warning"…), as fits ``palette``."""
    return _COLOURS["dark" if is_dark(palette) else "light"][name]


def area_colour(area: Area, palette: QPalette) -> QColor:
    """The colour of an area's text, edge and bar. Show its number beside it: colour never stands alone."""
    return _AREAS["dark" if is_dark(palette) else "light"][area]


def area_tint(area: Area, palette: QPalette) -> QColor:
    """The pale background of an area, opaque."""
    return blend(area_colour(area, palette), colour("surface", palette), 0.18 if is_dark(palette) else 0.08)


def on_area(palette: QPalette) -> QColor:
    """The colour of a number on a ground of ``area_colour``."""
    return colour("window" if is_dark(palette) else "surface", palette)


def blend(top: QColor, ground: QColor, share: float) -> QColor:
    """``share`` (0 to 1) of ``top`` over ``ground``."""
    parts = zip(top.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(share * a + (1 - share) * b) for a, b in parts))


def palette(table: Mapping[str, str]) -> QPalette:
    """A whole Qt palette out of ``LIGHT`` or ``DARK``."""
    role = QPalette.ColorRole
    made = QPalette()
    for part, name in (
        (role.Window, "window"), (role.WindowText, "text"), (role.Base, "surface"), (role.AlternateBase, "window"),
        (role.ToolTipBase, "surface"), (role.ToolTipText, "text"), (role.PlaceholderText, "faint"),
        (role.Text, "text"), (role.Button, "surface"), (role.ButtonText, "text"), (role.BrightText, "error"),
        (role.Light, "surface"), (role.Midlight, "hover"), (role.Mid, "line"), (role.Dark, "strong-line"),
        (role.Shadow, "strong-line"), (role.Highlight, "selection"), (role.HighlightedText, "text"),
        (role.Link, "accent"), (role.LinkVisited, "accent"), (role.Accent, "accent"),
    ):  # fmt: skip
        made.setColor(part, QColor(table[name]))
    for part in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, part, QColor(table["faint"]))
    return made
