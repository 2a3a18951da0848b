"""Recommendations: what the firm is advised to do, for which problems, at what cost."""

from collections.abc import Mapping
from uuid import UUID

from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.plan import CostClass, Recommendation, RecommendationData
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.services import plans
from clinic_app.ui.case import editors
from clinic_app.ui.case.bin import Bin
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.case.keeper import Keeper, Verbs
from clinic_app.ui.case.links import TickList, ticks
from clinic_app.ui.case.problem_list import heading
from clinic_app.ui.case.records_editor import RecordsEditor, Words
from clinic_app.ui.context import Context
from clinic_app.ui.forms import Bind
from clinic_app.ui.records_model import Column


def _linked_problems(catalog: Catalog) -> Bind:
    return ticks(TickList(catalog.text("No problem is written down yet.")))


KINDS: Mapping[str, editors.Make] = {
    "title": editors.line,
    "how": editors.long_text,
    "rationale": editors.text,
    "alternatives": editors.text,
    "benefit": editors.text,
    "cost": editors.one_of(CostClass),
    "difficulty": editors.scale,
    "is_quick_win": editors.check(N_("Can be done at once")),
    "problem_ids": _linked_problems,
}


class RecommendationsEditor(RecordsEditor):
    """Recommendations of the case shown."""

    def __init__(self, context: Context, undo: Bin) -> None:
        self._context = context
        self._file: CaseFile | None = None
        catalog, text = context.catalog, context.catalog.text
        form = editors.make_form(RecommendationData, catalog, KINDS)
        body = editors.grid(
            form, catalog, ("title", FULL), ("problem_ids", FULL), ("how", FULL), ("benefit", 2), ("rationale", 2),
            ("alternatives", FULL), "cost", "difficulty", "is_quick_win",
        )  # fmt: skip
        verbs = Verbs(
            data_class=RecommendationData, add=self._add, edit=self._edit, blank=lambda: RecommendationData(title="")
        )
        words = Words(
            add=text("Add recommendation"), new=text("New recommendation"), empty=text("No recommendation yet."),
            removed=text("The recommendation was moved to the bin."),
        )  # fmt: skip
        super().__init__(
            catalog, Keeper(form, verbs, body), undo, table="recommendations", columns=columns(catalog),
            words=words, body=body, first_field="title", shares=(8, 2, 3, 2, 2),
        )  # fmt: skip

    def show_case(self, file: CaseFile) -> None:
        """Show the recommendations of a case, and offer its problems."""
        self._file = file
        linked = self.keeper.form.widget("problem_ids")
        assert isinstance(linked, TickList)
        linked.offer([(problem.id, heading(problem)) for problem in file.problems])
        # not those of the case file: it leaves out links to what lies in the bin, and saving would cut them
        self.show_records(self._context.database.read(plans.recommendations, file.case.id))

    def _add(self, data: RecommendationData) -> Recommendation:
        assert self._file is not None
        return self._context.database.do(plans.add_recommendation, self._file.case.id, data)

    def _edit(self, key: UUID, data: RecommendationData) -> Recommendation:
        return self._context.database.do(plans.edit_recommendation, key, data)


def columns(catalog: Catalog) -> tuple[Column, ...]:
    """The columns of the table of recommendations."""
    language = catalog.language
    return (
        Column(labels.field(catalog, "title"), lambda advice: advice.title),
        Column(
            catalog.text("Problems"), lambda advice: formats.number(len(advice.problem_ids), language), is_number=True
        ),
        Column(labels.field(catalog, "cost"), lambda advice: labels.label(catalog, advice.cost)),
        Column(labels.field(catalog, "difficulty"), lambda advice: formats.number(advice.difficulty, language)),
        Column(labels.field(catalog, "is_quick_win"), lambda advice: "✓" if advice.is_quick_win else ""),
    )
