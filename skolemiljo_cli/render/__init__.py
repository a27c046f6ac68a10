"""Values in, text out: the forms and the calendar file; never touches the files of the ledger."""
