"""The user's wall clock."""

from datetime import date, datetime


def today() -> date:
    """The day it is where the user sits."""
    return datetime.now().astimezone().date()
