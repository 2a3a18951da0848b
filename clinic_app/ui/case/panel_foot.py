"""What may be opened below the ranking: what is typical of the type, closed cases like it, who can help."""

from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.i18n import formats
from clinic_app.ui import theme
from clinic_app.ui.case.partner_list import PartnerList
from clinic_app.ui.case.similar_list import SimilarList
from clinic_app.ui.case.type_guide import TypeGuide
from clinic_app.ui.context import Context
from clinic_app.ui.widgets.fold import Fold


class PanelFoot(QWidget):
    """Every part is folded until she opens it, so that the panel stays calm.

    ``cause_wanted`` carries a typical cause she takes over, ``case_wanted`` the id of a case to open.
    """

    cause_wanted = Signal(str)
    case_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text, self._language = context.catalog.text, context.language
        self.guide = TypeGuide(context.catalog)
        self.guide.cause_wanted.connect(self.cause_wanted)
        self.guide_fold = Fold(text("Typical of this type"), key="guide", parent=self)
        self.guide_fold.add(self.guide)
        self.similar = SimilarList(context)
        self.similar.case_wanted.connect(self.case_wanted)
        self.similar.found.connect(self._on_found)
        self.similar_fold = Fold(text("Similar closed cases"), key="similar", parent=self)
        self.similar_fold.add(self.similar)
        self.partners = PartnerList(context)
        self.partner_fold = Fold(text("Partners for this area"), key="partners", parent=self)
        self.partner_fold.add(self.partners)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TIGHT)
        for fold in (self.guide_fold, self.similar_fold, self.partner_fold):
            self._column.addWidget(fold)

    def show_type(self, code: str) -> None:
        """Show what is typical of the problem's type, or of the likeliest one; empty for none."""
        self.guide_fold.setVisible(bool(code))
        self.guide_fold.head.say(formats.digits(code, self._language))
        self.guide.show_type(code)

    def show_text(self, text: str, case_id: UUID | None) -> None:
        """Look for closed cases with a problem like ``text``, other than ``case_id``; nothing for a blank text."""
        self.similar_fold.setVisible(bool(text.strip()))
        self.similar.look_up(text, case_id)

    def show_decided(self, area: Area | None) -> None:
        """Show what goes with the decided area; None while nothing is decided."""
        self.partner_fold.setVisible(area is not None)
        self.partners.show_area(area)
        self.partner_fold.head.say(formats.number(self.partners.count, self._language) if self.partners.count else "")

    @Slot(int)
    def _on_found(self, n: int) -> None:
        self.similar_fold.head.say(formats.number(n, self._language) if n else "")
