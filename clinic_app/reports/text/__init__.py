"""Shaped text under reportlab: Persian, Korean and English in one line, drawn and extracted as written."""
