"""The register's half of sync: a sans-IO core and the drivers around it."""
