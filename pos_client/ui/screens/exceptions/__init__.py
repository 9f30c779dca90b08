"""The register of exceptions: who does what how often, for a manager."""
