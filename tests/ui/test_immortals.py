"""The program outlives the reference counts that PySide6 takes away under Python 3.11."""

import subprocess
import sys

_WEAR = """
import clinic_app.ui
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    told = Signal(bool)

sender = Sender()
for _ in range(100_000):
    sender.setObjectName("x")
    sender.told.emit(True)
print("alive")
"""


def test_a_hundred_thousand_calls_do_not_wear_none_and_true_out() -> None:
    ran = subprocess.run([sys.executable, "-c", _WEAR], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "alive", ran.stderr[-500:]
