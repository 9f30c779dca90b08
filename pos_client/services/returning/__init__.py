"""Goods back, money back: returns, post-voids, exchanges, refunds."""
