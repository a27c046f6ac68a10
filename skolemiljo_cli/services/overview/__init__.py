"""Lists over all the cases: the state of each, what is due, what `check` finds."""
