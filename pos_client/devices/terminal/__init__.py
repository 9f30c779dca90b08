"""Payment terminals: standalone and integrated."""
