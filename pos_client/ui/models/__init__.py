"""Qt item models over frozen views."""
