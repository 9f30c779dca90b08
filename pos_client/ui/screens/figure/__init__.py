"""One typed figure: a price, a tax number."""
