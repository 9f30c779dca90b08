"""The end of a shift: the blind count, the comparison, and what became of the Z."""
