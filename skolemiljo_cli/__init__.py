"""A case ledger over plain files for a school's duty to act (opplæringslova chapter 12)."""

__version__ = "0.1.0"
