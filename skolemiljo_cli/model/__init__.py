"""The case and its parts as frozen values; knows no files, no clock and no other room."""
