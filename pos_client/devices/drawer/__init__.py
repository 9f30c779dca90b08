"""The cash drawer, opened through the printer."""
