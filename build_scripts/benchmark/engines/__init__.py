"""One module per program that draws the report of the benchmark: ``prepare`` once, then ``draw`` per document."""
