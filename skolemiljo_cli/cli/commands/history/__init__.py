"""The command `history`, its data and its lines."""
