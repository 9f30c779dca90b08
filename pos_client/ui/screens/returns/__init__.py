"""Returns: the receipt is found, its lines are chosen, the money flows back, the rest is handed over."""
