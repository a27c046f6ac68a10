"""The command `render`, and the options of a document that leaves the school."""
