"""Cases in from tables, and out to them."""
