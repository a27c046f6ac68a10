"""A whole ledger: made, shown as a demo, and looked over for its health."""
