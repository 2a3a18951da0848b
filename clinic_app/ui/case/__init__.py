"""The case page: everything an advisor sees and writes of one case."""
