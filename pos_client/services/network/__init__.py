"""The line to the centre, and what the rest of the network has."""
