"""What the keys do here (F1)."""
