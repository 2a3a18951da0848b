"""From the lexicon files to the matcher's model: check, train, fit the confidence, measure."""
