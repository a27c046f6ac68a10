"""Three versions of a case become one: what it says, how it is written, and what is set aside."""
