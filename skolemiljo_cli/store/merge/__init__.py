"""Three-way merge of a case: its values, its text, and the conflicts (ADR 10)."""
