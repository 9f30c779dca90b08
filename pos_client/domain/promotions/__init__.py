"""Promotions: their data model and the engine that applies them."""
