"""The rules themselves, a part of the law in each module."""
