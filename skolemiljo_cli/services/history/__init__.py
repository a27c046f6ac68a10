"""What git has recorded of the cases: when each thing was written down, and what was changed."""
