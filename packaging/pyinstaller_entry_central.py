"""The first module of the frozen central service."""

import sys

from sync.central.cli import main

if __name__ == "__main__":
    sys.exit(main())
