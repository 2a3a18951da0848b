"""What a developer starts from a fresh checkout; nothing here is part of the installed program."""
