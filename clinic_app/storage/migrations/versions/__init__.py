"""One module a step; each is self-contained and never imports the tables."""
