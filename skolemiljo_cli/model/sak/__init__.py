"""The case and its parts, each key with its title."""
