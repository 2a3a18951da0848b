"""Names of economic sectors: the sections of ISIC Rev. 4 and, within manufacturing, its divisions."""

import json
from collections.abc import Mapping
from functools import cache

from clinic_app import paths
from clinic_app.domain.enterprise import isic_section
from clinic_app.i18n.catalog import Catalog
from clinic_app.i18n.formats import digits

_MANUFACTURING = "C"


@cache
def _names() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The data file, after the United Nations Statistics Division's ISIC Rev. 4."""
    found: Mapping[str, Mapping[str, Mapping[str, str]]] = json.loads(
        (paths.resources() / "isic.json").read_text("utf-8")
    )
    return found


def section_name(catalog: Catalog, code: str) -> str:
    """Letter and name of the section an ISIC code lies in, as in "C Manufacturing"; empty when there is none."""
    letter = isic_section(code)
    return f"{letter} {_names()['sections'][letter][catalog.language]}" if letter else ""


def division_name(catalog: Catalog, code: str) -> str:
    """Number and name of a division of manufacturing, as in "23 Other non-metallic …"; empty outside of it."""
    if isic_section(code) != _MANUFACTURING:
        return ""
    number = "".join(char for char in code if char.isdecimal())[:2]
    number = f"{int(number):02}"
    return f"{digits(number, catalog.language)} {_names()['manufacturing'][number][catalog.language]}"
