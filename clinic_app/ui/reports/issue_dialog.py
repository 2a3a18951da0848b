"""Before a report is issued: what that means, what will be entered, what the case lacks, and how it is sealed."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clinic_app.domain.case import Stage
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.gates import missing
from clinic_app.i18n import formats, labels
from clinic_app.services import ledger
from clinic_app.services.terms import Terms, reviewer_of
from clinic_app.ui import theme
from clinic_app.ui.case.direction import by_content, left_to_right
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.composition import commit_composition
from clinic_app.ui.context import Context
from clinic_app.ui.plain_text import label
from clinic_app.ui.reports import choices, review
from clinic_app.ui.reports.passphrase_dialog import PassphraseFields, secret
from clinic_app.ui.widgets.elided_label import ElidedLabel

_WIDTH = 600
_FRAME = 84  # margins and the row of buttons


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is to be issued, and how sealed: no ``certificate``, no signature; no ``mail_passphrase``, no copy
    locked for the mail."""

    terms: Terms
    certificate: Path | None = None
    passphrase: str = ""
    mail_passphrase: str = ""


class IssueDialog(QDialog):
    """What the case lacks is said, not enforced: the advisor signs, and decides. The office's rule is enforced."""

    def __init__(self, context: Context, file: CaseFile, terms: Terms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self._file = file
        self._terms = terms
        self._certificate: Path | None = None
        self.setWindowTitle(self._("Issue the report"))
        self.setMinimumWidth(_WIDTH)
        self._area = Scrolled(self)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = label("", self, role="section", wraps=True)
        self.lacks = label("", self, role="warning", wraps=True)
        self.rule = label(review.lack(context, file, terms), self, role="error", wraps=True)
        self.sign = QCheckBox(self._("Sign it with a certificate file"), self)
        self.certificate_name = ElidedLabel("", self, role="muted")
        self.certificate_button = QPushButton(self._("Choose file…"), self)
        self.passphrase = secret(self._("Passphrase of the certificate file"), self)
        self.mail = QCheckBox(self._("Also write a copy for the mail that opens with a passphrase only"), self)
        self.mail_fields = PassphraseFields(context.catalog, self)
        self.hint = label("", self, role="hint", wraps=True)
        self.cancel_button = QPushButton(self._("Cancel"), self)
        self.confirm_button = QPushButton(self._("Issue and save as…"), self)
        self._lay_out()
        self._connect()
        self._tell_meaning()
        self._follow()
        self.confirm_button.setFocus()

    def wishes(self) -> Wishes:
        """What was chosen."""
        is_signed = self.sign.isChecked()
        return Wishes(
            terms=self._terms,
            certificate=self._certificate if is_signed else None,
            passphrase=self.passphrase.text() if is_signed else "",
            mail_passphrase=self.mail_fields.first.text() if self.mail.isChecked() else "",
        )

    def choose_certificate(self, path: Path) -> None:
        """Take a certificate file."""
        self._certificate = path
        self.certificate_name.set_text(left_to_right(path.name))
        self._follow()

    def _tell_meaning(self) -> None:
        language = self._context.language
        version = self._context.database.read(ledger.next_version, self._file.case.number)
        details = {
            "number": left_to_right(formats.digits(self._file.case.number, language)),
            "version": formats.number(version, language),
        }
        self.title.setText(self._("Issue the report %(number)s, version %(version)s") % details)
        stage = self._file.case.stage
        lacks = missing(self._file, Stage.REPORT) if stage.order < Stage.REPORT.order else ()
        listed = "  ·  ".join(labels.lack(self._context.catalog, lack) for lack in lacks)
        words = self._("The case is not complete yet. You can issue the report all the same. Missing:")
        self.lacks.setText(f"{words}\n{listed}")
        self.lacks.setVisible(bool(lacks))
        self.rule.setVisible(bool(self.rule.text()))

    def _entry(self) -> list[tuple[str, str]]:
        """What will stand in the ledger, line by line."""
        catalog, terms = self._context.catalog, self._terms
        reviewer = reviewer_of(terms, self._file)
        return [
            (self._("Document"), choices.kind_words(catalog, terms.kind)),
            (self._("Language of the report"), choices.language_words(terms.languages)),
            (self._("For whom"), choices.audience_words(catalog, terms.audience)),
            (self._("Copies to sign"), formats.number(terms.copies, catalog.language)),
            (self._("Issued by"), by_content(review.issuer(self._context, self._file)) or "–"),
            (self._("Reviewer"), by_content(reviewer) or "–"),
        ]

    @Slot()
    def _on_choose(self) -> None:
        filters = self._("Certificate files") + " (*.p12 *.pfx)"
        path = self._context.dialogs.open_file(self, self._("Choose a certificate file"), filters=filters)
        if path is not None:
            self.choose_certificate(path)

    @Slot()
    def _follow(self) -> None:
        """Show what belongs to what is ticked, and say what is still wanted."""
        for part in (self.certificate_button, self.certificate_name, self.passphrase):
            part.setVisible(self.sign.isChecked())
        self.mail_fields.setVisible(self.mail.isChecked())
        lack = self._lack()
        self.hint.setText(lack)
        self.hint.setVisible(bool(lack))
        self.confirm_button.setEnabled(not lack and not self.rule.text())
        self._fit()

    def _fit(self) -> None:
        """As high as what it says, as far as the screen allows; then it scrolls."""
        body = self._area.widget()
        assert body is not None
        inside = max(_WIDTH - 2 * theme.LARGE, self._area.viewport().width())
        wanted = max(body.heightForWidth(inside), body.sizeHint().height())
        most = round(self.screen().availableGeometry().height() * 0.9)
        self.resize(max(self.width(), _WIDTH), min(most, wanted + _FRAME))

    def _lack(self) -> str:
        if self.sign.isChecked() and self._certificate is None:
            return self._("Choose the certificate file to sign with.")
        return self.mail_fields.lack() if self.mail.isChecked() else ""

    @Slot()
    def _on_confirmed(self) -> None:
        commit_composition()
        self.accept()

    def _connect(self) -> None:
        self.sign.toggled.connect(self._follow)
        self.mail.toggled.connect(self._follow)
        self.mail_fields.changed.connect(self._follow)
        self.certificate_button.clicked.connect(self._on_choose)
        self.confirm_button.clicked.connect(self._on_confirmed)
        self.cancel_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        body = self._area.column
        for part in (self.title, self._meaning()):
            body.addWidget(part)
        body.addLayout(self._entry_grid())
        for part in (self.lacks, self.rule, self.sign):
            body.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        for part in (self.certificate_button, self.certificate_name, self.passphrase):
            row.addWidget(part, 0 if part is self.certificate_button else 1)
        body.addLayout(row)
        for part in (self.mail, self.mail_fields, self.hint):
            body.addWidget(part)
        body.addStretch(1)
        self.confirm_button.setProperty("role", "primary")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.cancel_button, self.confirm_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.certificate_button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.MEDIUM)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(self._area, 1)
        layout.addLayout(buttons)

    def _meaning(self) -> QWidget:
        words = self._(
            "The report loses its DRAFT mark and is entered in the ledger for good, with the state of the case "
            "as it is now. It can never be changed; a later one becomes the next version."
        )
        return label(words, self, wraps=True)

    def _entry_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.LARGE)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        for place, (caption, words) in enumerate(self._entry()):
            row, column = place // 2, place % 2 * 2
            grid.addWidget(label(caption, self, role="caption"), row, column)
            grid.addWidget(label(words, self, wraps=True), row, column + 1)
        return grid
