"""What is on disk: the journal (what this register did) and the replica (what the centre told it)."""
