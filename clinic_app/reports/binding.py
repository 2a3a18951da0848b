"""Several finished documents in one file: pages one after the other, an outline entry each, tags and links kept."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

from clinic_app.reports.finish import finish


def bound(documents: Sequence[tuple[str, bytes]], *, language: str, title: str) -> bytes:
    """One PDF of these, each a title for the outline and the file. Same input, same bytes."""
    with pikepdf.new() as book:
        binder = _Binder(book)
        with book.open_outline() as outline:
            for name, content in documents:
                with pikepdf.open(BytesIO(content)) as pdf:
                    outline.root.append(binder.add(pdf, name))
        binder.close()
        book.docinfo["/Title"] = title
        file = BytesIO()
        book.save(file, deterministic_id=True)
    return finish(file.getvalue(), language=language)


class _Binder:
    """Puts documents into a book, and their structure trees side by side under one root."""

    def __init__(self, book: pikepdf.Pdf) -> None:
        self._book = book
        self._kids: list[Any] = []
        self._parents: list[Any] = []
        self._next_key = 0

    def add(self, pdf: pikepdf.Pdf, name: str) -> OutlineItem:
        """Append its pages; its own outline stands under the entry that comes back."""
        first = len(self._book.pages)
        entries = _entries(pdf, first)
        _resolve_links(pdf)
        self._book.pages.extend(pdf.pages)
        if "/StructTreeRoot" in pdf.Root:
            self._take_structure(pdf, first)
        item = OutlineItem(name, first)
        item.children.extend(entries)
        return item

    def _take_structure(self, pdf: pikepdf.Pdf, first: int) -> None:
        tree = self._book.copy_foreign(pdf.Root.StructTreeRoot)
        for page in list(self._book.pages)[first:]:
            if "/StructParents" in page.obj:
                page.obj.StructParents = int(page.obj.StructParents) + self._next_key
            for annotation in page.obj.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + self._next_key
        numbers = list(tree.ParentTree.Nums)
        for key, owner in zip(numbers[::2], numbers[1::2], strict=True):
            self._parents += [int(key) + self._next_key, owner]
        self._next_key += int(tree.ParentTreeNextKey)
        self._kids.append(tree.K)

    def close(self) -> None:
        """Hang the trees under the catalogue."""
        if not self._kids:
            return
        root = self._book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        whole = self._book.make_indirect(Dictionary(S=Name.Document, P=root, K=Array(self._kids)))
        for kid in self._kids:
            kid.P = whole
        root.K = whole
        root.ParentTree = self._book.make_indirect(Dictionary(Nums=Array(self._parents)))
        root.ParentTreeNextKey = self._next_key
        self._book.Root.StructTreeRoot = root
        self._book.Root.MarkInfo = Dictionary(Marked=True)


def _entries(pdf: pikepdf.Pdf, first: int) -> list[OutlineItem]:
    """The outline of a document, its pages counted as those of the book."""
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    named: Any = pdf.Root.get("/Dests", {})

    def of(item: OutlineItem) -> OutlineItem:
        target: Any = item.destination
        if isinstance(target, Name):
            target = named.get(str(target))
        page = places.get(target[0].objgen, 0) if isinstance(target, Array) else 0
        made = OutlineItem(item.title, first + page)
        made.children.extend(map(of, item.children))
        return made

    with pdf.open_outline() as outline:
        return [of(item) for item in outline.root]


def _resolve_links(pdf: pikepdf.Pdf) -> None:
    """Links name the page they lead to: another document of the book may use the same name for a place in it."""
    named: Any = pdf.Root.get("/Dests", {})
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            target = annotation.get("/Dest")
            if isinstance(target, Name) and str(target) in named:
                annotation.Dest = named[str(target)]
