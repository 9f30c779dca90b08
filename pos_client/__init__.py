"""Omnitill, the register."""

__version__ = "0.1.0"
