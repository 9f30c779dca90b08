"""Who is at the till, and what was done that a manager should see."""
