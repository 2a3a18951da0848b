"""The figures to reach: what is measured, against which floors and peers, and the lines that say so."""
