"""Plain values become a typed case; what is wrong is told by path, in Norwegian."""
