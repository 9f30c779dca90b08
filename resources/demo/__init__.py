"""The demo chain: generated data, the script that makes it, and what that script is fed with. See README.md."""
