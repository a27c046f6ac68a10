"""What follows from the facts of a case and is never written in it."""
