"""Questions at the terminal, and the person's own text editor."""
