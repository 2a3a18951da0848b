"""The steps a clinic file has been through. A step, once released, is never edited."""
