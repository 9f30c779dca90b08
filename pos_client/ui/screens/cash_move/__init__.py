"""Cash by hand: paid in, paid out, safe drop, and the drawer opened without a sale."""
