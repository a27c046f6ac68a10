"""Versions of the ledger: merged, shared with others, and taken back."""
