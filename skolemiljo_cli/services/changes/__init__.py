"""How one case is read, changed and recorded: what all the work on a case shares."""
