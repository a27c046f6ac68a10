"""Norwegian words: common ones, names that are words too, first names, where sentences begin."""
