"""python -m clinic_app.cli: the command line."""

import sys

from clinic_app.cli import main

sys.exit(main())
