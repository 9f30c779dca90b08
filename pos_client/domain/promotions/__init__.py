"""Promotions: their kinds and rewards (`model`), which may act (`rules`) and on which units (`units`, `division`).

Where several could, `choice` finds what is best for the customer; `near` says what is missing for one. `domain.pricing`
asks them and turns what they save into prices.
"""
