"""The documents on the screen: what is wanted, how it looks, and how it leaves the house."""
