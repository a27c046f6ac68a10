"""Documents of a case: chosen, rendered, approved and bundled for one recipient."""
