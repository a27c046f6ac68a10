"""Days off, working days and the deadlines a case gives; pure arithmetic on values."""
