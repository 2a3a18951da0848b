"""The structure tree of a finished PDF: what was noted while drawing, as the objects that readers walk through."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from clinic_app.reports.tagging import Annotation, Element, Mark


def write_structure(pdf: pikepdf.Pdf, root: Element) -> None:
    """Hang the tree under the catalogue (ISO 32000-1, 14.7), with the way back from the pages to it."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    writer = _Writer(pdf)
    tree.K = writer.element(root, tree)
    tree.ParentTree, tree.ParentTreeNextKey = writer.parents()
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Writer:
    """Makes the objects, and remembers which element each mark and each annotation belongs to."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._marks: dict[int, dict[int, Any]] = defaultdict(dict)
        self._links: list[Any] = []
        self._names: dict[str, Name] = {}

    def element(self, element: Element, parent: Any) -> Any:
        """The object of an element and of all that is in it."""
        kind = self._names.get(element.kind)
        if kind is None:
            kind = self._names[element.kind] = Name("/" + element.kind)
        made = self._pdf.make_indirect(Dictionary(S=kind, P=parent))
        if element.language:
            made.Lang = element.language
        if element.alt:
            made.Alt = element.alt
        if attributes := _attributes(element):
            made.A = attributes
        kids = self._kids(element, made)
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _kids(self, element: Element, made: Any) -> list[Any]:
        kids: list[Any] = []
        home = 0
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self.element(kid, made))
                continue
            page = self._pages[kid.page - 1]
            if isinstance(kid, Annotation):
                kids.append(self._link(kid, page, made))
                continue
            self._marks[kid.page][kid.number] = made
            if not home:
                home = kid.page
                made.Pg = page
            kids.append(kid.number if kid.page == home else _elsewhere(kid, page))
        return kids

    def _link(self, kid: Annotation, page: Any, made: Any) -> Any:
        annotation = page.Annots[kid.place]
        annotation.StructParent = len(self._pages) + len(self._links)
        self._links.append(made)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)

    def parents(self) -> tuple[Any, int]:
        """The number tree from pages and annotations to elements, and the first number that is free."""
        numbers: list[Any] = []
        for place, page in enumerate(self._pages):
            page.StructParents = place
            page.Tabs = Name.S
            owners = self._marks[place + 1]
            numbers += [place, Array([owners[number] for number in range(len(owners))])]
        for place, owner in enumerate(self._links, len(self._pages)):
            numbers += [place, owner]
        tree = self._pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        return tree, len(self._pages) + len(self._links)


def _elsewhere(mark: Mark, page: Any) -> Any:
    """A stretch on another page than the element began on."""
    return Dictionary(Type=Name.MCR, Pg=page, MCID=mark.number)


def _attributes(element: Element) -> Any:
    """What a cell or a picture says about itself; None when there is nothing to say."""
    if element.kind == "TH":
        found: dict[str, Any] = {"Scope": Name.Column}
    elif element.kind == "Figure":
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=_rounded(element.box))
    else:
        found = {}
    columns, rows = element.span
    if columns > 1:
        found["ColSpan"] = columns
    if rows > 1:
        found["RowSpan"] = rows
    return Dictionary(O=Name.Table, **found) if found else None


def _rounded(box: Sequence[float]) -> Any:
    return Array([round(edge, 2) for edge in box])
