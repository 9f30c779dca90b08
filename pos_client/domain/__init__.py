"""The rules of retail: pure functions over frozen values; the standard library, biip and structs only."""
