"""Files on disk: strict reading, exact writing, ids, the ledger's folders."""
