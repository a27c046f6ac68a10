"""Storage: files on disk, YAML, the ledger's folders and lock, merging, and git."""
