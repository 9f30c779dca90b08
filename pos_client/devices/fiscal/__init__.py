"""Fiscal devices behind one port."""
