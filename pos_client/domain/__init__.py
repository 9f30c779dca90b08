"""The rules of retail: pure functions over frozen values, standard library and biip only."""
