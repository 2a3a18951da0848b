"""The window: the only place that knows Qt."""

from clinic_app.ui import immortals

immortals.keep()
