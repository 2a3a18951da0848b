"""What must never fail, tried with random and hostile input, and the lines that say how it went."""
