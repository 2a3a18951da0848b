"""clinic cases, clinic show."""

from clinic_app.cli.shell import Shell
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.summary import CaseQuery
from clinic_app.i18n import formats
from clinic_app.i18n.labels import field, label, type_label
from clinic_app.services import casefile, transfer
from clinic_app.services import cases as case_service

PAGE = 500


def query_of(shell: Shell) -> CaseQuery:
    """The filters of the command line as a query, the newest first."""
    options = shell.options
    return CaseQuery(
        text=options.search,
        area=options.area,
        stage=options.stage,
        since=options.since,
        until=options.until,
        limit=options.limit,
    )


def cases(shell: Shell) -> int:
    """List the cases that fit."""
    found = []
    keys = shell.database.read(case_service.ids, query_of(shell))
    for start in range(0, len(keys), PAGE):
        page = keys[start : start + PAGE]
        rows = shell.database.read(case_service.summaries, page)
        for row in (rows[key] for key in page if key in rows):
            areas = [area.value for area in row.areas]
            found.append(
                {
                    "id": str(row.id),
                    "number": row.number,
                    "title": row.title,
                    "enterprise": row.enterprise,
                    "stage": row.stage.value,
                    "received_on": row.received_on.isoformat(),
                    "advisor": row.advisor,
                    "areas": areas,
                }
            )
            words = shell.text(", ").join(label(shell.catalog, area) for area in row.areas)
            stage = label(shell.catalog, row.stage)
            shell.show(f"{row.number}  {row.title}  |  {row.enterprise}  |  {stage}  |  {words}")
    if not found:
        shell.say(shell.text("No case fits."))
    shell.give({"cases": found})
    return 0


def show(shell: Shell) -> int:
    """Show one case, whole."""
    key = shell.database.read(casefile.find, shell.options.case)
    file = shell.database.read(casefile.load, key)
    shell.show("\n".join(_lines(shell, file)))
    shell.give({"case": transfer.as_json(file)})
    return 0


def _lines(shell: Shell, file: CaseFile) -> list[str]:
    words, language = shell.catalog, shell.language

    def pair(name: str, value: str) -> list[str]:
        return [f"{field(words, name)}: {value}"] if value else []

    lines = [
        f"{file.case.number}  {file.case.title}",
        file.enterprise.name,
        label(words, file.case.stage),
        *pair("received_on", formats.day(file.case.received_on, language)),
        *pair("advisor", file.case.advisor),
        *pair("request", file.case.request),
    ]
    decided = file.decided_areas()
    for problem in file.problems:
        match = file.match_of(problem.id)
        area = decided.get(problem.id)
        lines += ["", f"{problem.position}. {problem.title or problem.statement}"]
        lines += pair("statement", problem.statement if problem.title else "")
        lines += pair("type_code", type_label(words, problem.type_code) if problem.type_code else "")
        lines += pair("root_cause", problem.root_cause)
        if area:
            lines.append(label(words, area))
        elif match:
            guess = label(words, match.suggestion.area)
            lines.append(": ".join(part for part in (label(words, match.suggestion.decision), guess) if part))
    for number, action in enumerate(file.actions, start=1):
        due = formats.day(action.due_on, language)
        lines += ["", f"{number}. {action.what}", *pair("responsible", action.responsible), *pair("due_on", due)]
    return lines
