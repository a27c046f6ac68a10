"""The rules themselves: a part of the law in each module, a function from a case to hits each."""
