"""Who may see what: a case as one recipient may have it, chosen and never blacked out."""
