"""Building blocks that know no word of the clinic."""
