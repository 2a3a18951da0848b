"""The chapters of the consultation report: one function each, from the case file to flowables."""
