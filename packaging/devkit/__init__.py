"""What stands behind `packaging/dev.py`. The standard library only: it runs before anything is installed."""
