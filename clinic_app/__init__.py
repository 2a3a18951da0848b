"""Clinic: an offline case manager for SME problem-solving clinics."""

__version__ = "0.1.0"
