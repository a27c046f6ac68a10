"""What is seen over all the cases: where each stands, what is due, what `check` finds."""
