"""Whose case it is: known or new."""
