"""``python -m clinic_app``: the window."""

import sys

from clinic_app.app import main

if __name__ == "__main__":
    sys.exit(main())
