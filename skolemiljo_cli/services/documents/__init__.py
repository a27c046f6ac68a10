"""Documents of a case: chosen, written, approved and bundled for one recipient."""
