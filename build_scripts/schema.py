"""Write the published JSON Schemas of cases and of case summaries from the records of the program."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # in place of this folder, whose names could hide those of the standard library

from clinic_app.exchange import codec, to_json  # noqa: E402  the checkout must be importable first

FILES = {"case.schema.json": codec.schema_text, "summary.schema.json": to_json.schema_text}


def main() -> None:
    """Write every schema into resources/schema."""
    folder = ROOT / "resources" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text(), encoding="utf-8", newline="\n")
        print(folder / name)


if __name__ == "__main__":
    main()
