"""How far a long job is, and whether it should stop: a plain object the job polls."""

from collections.abc import Callable

from clinic_app.errors import Cancelled


class Progress:
    """Steps done of ``total``. ``on_step`` is told after each one, on the job's thread."""

    def __init__(self, on_step: Callable[[int, int], None] = lambda done, total: None) -> None:
        self.total = 0
        self.done = 0
        self.cancelled = False
        self._on_step = on_step

    def step(self, n: int = 1) -> None:
        """Count ``n`` steps. Raises Cancelled when the user has asked to stop."""
        if self.cancelled:
            raise Cancelled
        self.done += n
        self._on_step(self.done, self.total)
