"""The health checks of a ledger: each finds something wrong, says what to do, and may fix it."""
