"""The command `new-case`, its options, its questions and what it says back."""
