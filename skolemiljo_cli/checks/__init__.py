"""Each rule a small function from a case to findings, in a registry with its legal basis."""
