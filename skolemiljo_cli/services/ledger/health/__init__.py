"""The health of a ledger: named checks, each with what is wrong, what to do, and often a cure."""
