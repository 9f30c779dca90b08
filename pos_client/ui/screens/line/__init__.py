"""The page of the line to the centre."""
