"""Who has a product: the stock of the region and, asked, of the whole network."""
