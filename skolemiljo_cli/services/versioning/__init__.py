"""Versions of the ledger: merging, sharing and undoing them."""
