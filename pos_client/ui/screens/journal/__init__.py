"""The journal, read and exported by a manager."""
