"""After the payment: change large, the receipt's state, the next sale ready."""
