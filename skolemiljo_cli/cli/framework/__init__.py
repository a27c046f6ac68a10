"""How the program meets Typer: the root, lazy commands, shared options, completion, usage."""
