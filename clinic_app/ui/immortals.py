"""Keep None, True and False alive under Python 3.11, where PySide6 6.12 wears them out.

The wheels of PySide6 6.12 are compiled for the stable ABI of Python 3.12, in which these objects are immortal
and are returned without taking a reference. Under 3.11 they are counted: every call of a Qt method that returns
nothing takes one reference of None too many, every ``emit`` one of True, and after some ten thousand calls the
interpreter dies with "Fatal Python error: none_dealloc". ``test_immortals`` measures it.
"""

import ctypes
import sys

_NEVER_USED_UP = 1 << 60


def keep() -> None:
    """Give the singletons more references than a lifetime of calls can take. Does nothing from Python 3.12 on."""
    if sys.version_info >= (3, 12):
        return
    for singleton in (None, True, False, NotImplemented, ...):
        if sys.getrefcount(singleton) < _NEVER_USED_UP // 2:
            ctypes.c_ssize_t.from_address(id(singleton)).value += _NEVER_USED_UP
