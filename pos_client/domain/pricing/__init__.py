"""Prices, discounts and taxes of a basket."""
