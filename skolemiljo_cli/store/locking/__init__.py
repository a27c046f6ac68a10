"""The ledger's lock: one writer at a time, and who comes after a dead one cleans up (ADR 12)."""
