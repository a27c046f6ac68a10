"""YAML in and out: a strict reader, and a writer that leaves every other byte as it was."""
