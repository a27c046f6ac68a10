"""The work on a case: a module for each duty, from what was said to what shall be written."""
