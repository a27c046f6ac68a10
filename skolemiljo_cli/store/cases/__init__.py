"""The folders of a ledger: its cases, its forms, its drafts, and what a merge set aside."""
