"""Turns values into text, the forms and the calendar file, without touching the ledger's files."""
