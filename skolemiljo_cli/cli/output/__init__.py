"""What a command says: replies, the JSON envelope, and the one module that writes to streams."""
