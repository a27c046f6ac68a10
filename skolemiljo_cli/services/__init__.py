"""The verbs: one function per command, returning values and printing nothing."""
