"""Turns plain values into a typed case, and reports faults by path, in Norwegian."""
