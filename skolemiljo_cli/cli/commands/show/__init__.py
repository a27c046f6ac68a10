"""The command `show`, its data and its lines."""
