"""Text of a problem in, ranked cooperation areas with reasons out: pure, standard library only."""
