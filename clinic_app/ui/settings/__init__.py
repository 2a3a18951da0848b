"""What the user chooses for all cases."""
