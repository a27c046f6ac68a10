"""The folders of a ledger: cases, templates, drafts, and what a merge set aside."""
