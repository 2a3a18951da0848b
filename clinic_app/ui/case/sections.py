"""The sections of the case page by key: each module is imported when its section is wanted."""

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtWidgets import QWidget

from clinic_app.domain.case import CaseData
from clinic_app.domain.casefile import CaseFile
from clinic_app.i18n.catalog import N_
from clinic_app.ui.case.lacks import SectionKey
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Form

if TYPE_CHECKING:
    from clinic_app.ui.case.bin import Bin
    from clinic_app.ui.case.keeper import Saver

    class Section(QWidget):
        """What the page asks of a section; it need not derive from this."""

        keepers: tuple[Saver, ...]

        def show_case(self, file: CaseFile) -> None:
            """Show a case, or newer values of the one shown."""

        def go_to(self, field: str) -> None:
            """Bring the keyboard to a field, or to where one begins."""


class Maker(Protocol):
    """Makes a section out of what every section is handed; ``form`` holds the fields of the case itself."""

    def __call__(self, context: Context, undo: "Bin", form: Form[CaseData]) -> "Section": ...


TITLES: Mapping[SectionKey, str] = {
    SectionKey.ENTERPRISE: N_("Enterprise"),
    SectionKey.REQUEST: N_("Request"),
    SectionKey.PROBLEMS: N_("Problems and areas"),
    SectionKey.DIAGNOSIS: N_("Diagnosis"),
    SectionKey.VISITS: N_("Visits"),
    SectionKey.PLAN: N_("Plan"),
    SectionKey.REFERRALS: N_("Referrals"),
    SectionKey.IMPACT: N_("Impact"),
    SectionKey.PAPERS: N_("Photos and papers"),
    SectionKey.REPORT: N_("Report"),
}
_COUNTED: Mapping[SectionKey, tuple[str, ...]] = {
    SectionKey.PROBLEMS: ("problems",),
    SectionKey.DIAGNOSIS: ("assessments",),
    SectionKey.VISITS: ("visits",),
    SectionKey.PLAN: ("actions",),
    SectionKey.REFERRALS: ("referrals", "opportunities"),
    SectionKey.IMPACT: ("impacts",),
    SectionKey.PAPERS: ("attachments",),
}


def count(key: SectionKey, file: CaseFile | None) -> int:
    """How many records the name of a section tells of."""
    return sum(len(getattr(file, part)) for part in _COUNTED.get(key, ())) if file is not None else 0


def make(key: SectionKey, context: Context, undo: "Bin", form: Form[CaseData]) -> "Section":
    """A new section. Its class bears the name of its module: ``plan`` has ``PlanSection``."""
    module = importlib.import_module(f"clinic_app.ui.case.{key.value}")
    maker = cast(Maker, getattr(module, f"{key.value.capitalize()}Section"))
    return maker(context, undo, form)


def key_of(number: int) -> str:
    """The key that with Alt turns to the ``number``-th section: 0 for the tenth."""
    return str(number % 10)
