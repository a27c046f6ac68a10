"""The thin edge: options in, one output module out; heavy imports stay inside the commands."""
