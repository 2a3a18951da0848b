"""What the matcher learnt, in its window."""
