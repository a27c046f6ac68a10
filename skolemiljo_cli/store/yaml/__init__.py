"""YAML: a strict reader, and a writer that leaves every other byte unchanged (ADR 3)."""
