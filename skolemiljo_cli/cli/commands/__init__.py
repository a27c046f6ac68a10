"""One module for each command: options in, a reply out."""
