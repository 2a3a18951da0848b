"""Is the knowledge complete? What is thin in the lexicon files, and how the statements divide by who wrote them."""

from collections import Counter
from pathlib import Path

from clinic_app.domain.areas import problem_types
from clinic_app.matching import lexicon

_LEAST_TERMS, _LEAST_EXEMPLARS = 8, 25


def check(folder: Path) -> list[str]:
    """Print the counts; return what is thin. A broken file raises BadLexicon, which names the line."""
    notes = []
    for language in lexicon.LANGUAGES:
        read = lexicon.load(folder, language)
        terms = Counter(term.type for term in read.terms)
        exemplars = Counter(exemplar.type for exemplar in read.exemplars)
        hard = sum(exemplar.is_hard for exemplar in read.exemplars)
        batches = Counter(exemplar.batch for exemplar in (*read.exemplars, *read.strangers))
        print(
            f"{language}: {len(read.terms)} terms, {len(read.exemplars)} exemplars ({hard} hard),"
            f" {len(read.strangers)} strangers; "
            + ", ".join(f"{batch} {number}" for batch, number in sorted(batches.items()))
        )
        notes += [
            f"{language} {code}: {terms[code]} terms, {exemplars[code]} exemplars"
            for code in problem_types()
            if terms[code] < _LEAST_TERMS or exemplars[code] < _LEAST_EXEMPLARS
        ]
    return notes
