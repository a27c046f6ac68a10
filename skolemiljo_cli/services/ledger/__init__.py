"""A whole ledger: making it, making a demo, and checking its health."""
