"""The one bridge between threads and Qt."""
