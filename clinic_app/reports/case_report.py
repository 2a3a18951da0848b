"""The consultation report of one case: the sequence of its chapters."""

from clinic_app.domain.casefile import CaseFile
from clinic_app.reports.desk import Desk, Story
from clinic_app.reports.sections.areas import areas
from clinic_app.reports.sections.closing import declarations, signatures
from clinic_app.reports.sections.cover import cover
from clinic_app.reports.sections.enterprise import enterprise
from clinic_app.reports.sections.plan import plan, recommendations
from clinic_app.reports.sections.problems import problems
from clinic_app.reports.sections.request import request
from clinic_app.reports.sections.summary import summary
from clinic_app.reports.sections.visits import visits

CHAPTERS = (
    cover,
    summary,
    request,
    enterprise,
    problems,
    areas,
    recommendations,
    plan,
    visits,
    declarations,
    signatures,
)


def story(desk: Desk, file: CaseFile) -> Story:
    """All chapters, in their order."""
    return [block for chapter in CHAPTERS for block in chapter(desk, file)]
