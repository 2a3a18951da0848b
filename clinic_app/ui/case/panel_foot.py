"""What may be opened below the ranking: who can help in the decided area."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.i18n import formats
from clinic_app.ui import theme
from clinic_app.ui.case.partner_list import PartnerList
from clinic_app.ui.context import Context
from clinic_app.ui.widgets.fold import Fold


class PanelFoot(QWidget):
    """Every part is folded until she opens it, so that the panel stays calm."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text, self._language = context.catalog.text, context.language
        self.partners = PartnerList(context)
        self.partner_fold = Fold(text("Partners for this area"), key="partners", parent=self)
        self.partner_fold.add(self.partners)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TIGHT)
        self._column.addWidget(self.partner_fold)

    def show_decided(self, area: Area | None) -> None:
        """Show what goes with the decided area; None while nothing is decided."""
        self.partner_fold.setVisible(area is not None)
        self.partners.show_area(area)
        self.partner_fold.head.say(formats.number(self.partners.count, self._language) if self.partners.count else "")
