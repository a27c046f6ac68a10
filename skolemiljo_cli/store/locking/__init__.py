"""The ledger's lock, and cleaning up after writers that were killed (ADR 12)."""
