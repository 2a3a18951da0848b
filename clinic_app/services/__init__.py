"""The verbs: one function, one intention, session first."""
