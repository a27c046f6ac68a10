"""The search for names in a document: an exact search, a fuzzy one, and the forms of a name."""
