"""Receipts and the print spool."""
