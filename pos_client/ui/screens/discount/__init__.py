"""A manual discount or price, for a line or the whole basket."""
