"""Stock of a location: movements, only ever inserted, and the balances that are their sums."""
