"""Paying a basket, and the moment it becomes a sale."""
