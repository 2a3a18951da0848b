"""Partners in from tables of others, after a look at what would come in."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from clinic_app.i18n.catalog import N_
from clinic_app.services import partner_sheets
from clinic_app.services.progress import Progress
from clinic_app.services.transfer import IntakeResult
from clinic_app.ui.transfer.import_dialog import ImportDialog


class PartnerImportDialog(ImportDialog):
    """What is wrong is put right in the table itself, which can be read as often as wanted."""

    TITLE = N_("Import partners")
    HELP = N_(
        "Tables (.xlsx, .ods, .csv, .json) with one row per programme, memorandum or partner, as the export writes "
        "them. Nothing is written before you have seen what would come in."
    )
    HANDS_BACK = False

    def work(self, files: Sequence[Path], *, dry_run: bool, progress: Progress) -> Callable[[], IntakeResult]:
        """What a worker is to do with the files."""
        return partial(partner_sheets.read_all, self._context.database, files, dry_run=dry_run, progress=progress)
