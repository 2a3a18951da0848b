"""Set up this checkout once, then open the window, or run the command line with the arguments given."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older one shall answer with a sentence, not a traceback
    sys.exit(
        f"Clinic needs Python 3.11 or newer, and this is Python {sys.version.split()[0]}: start it with a newer one."
    )

import os

if __name__ == "__main__":  # this folder's locale.py and test.py must not hide the standard library's
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from build_scripts import bootstrap, demo, screen, system_libraries


def main(arguments: list[str]) -> int:
    """Start the program; only the window needs Qt's system libraries."""
    python = bootstrap.ensure()
    if arguments:
        return bootstrap.launch(python, ["-m", "clinic_app.cli", *arguments])
    if not screen.is_there():
        bootstrap.say("There is no screen here: doing the main job on the sample cases without a window.")
        return demo.run(python)
    lack = system_libraries.provide(python, system_libraries.platform_plugin())
    if lack:
        bootstrap.say(lack)
        return 1
    return bootstrap.launch(python, ["-m", "clinic_app"])


if __name__ == "__main__":
    with bootstrap.plain_failures():
        sys.exit(main(sys.argv[1:]))
