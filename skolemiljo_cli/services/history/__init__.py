"""The history of cases in git: when each thing was recorded, and what was changed (ADR 13)."""
