"""People, roles and store settings at the centre, and what each store and register is told of them."""
