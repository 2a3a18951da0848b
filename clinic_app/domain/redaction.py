"""What of a case each audience may read."""

from clinic_app.domain.casefile import Audience, CaseFile
from clinic_app.errors import NotRedacted


def redact(file: CaseFile, audience: Audience) -> CaseFile:
    """The case as ``audience`` may read it. Raises NotRedacted for an audience that nothing is known of yet."""
    if audience is Audience.FULL:
        return file
    raise NotRedacted(number=file.case.number)
