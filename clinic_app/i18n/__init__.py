"""Words for people: catalogues, labels of codes, and the dates and numbers of a language."""
