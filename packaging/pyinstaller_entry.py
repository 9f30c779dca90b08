"""The first module of the frozen program."""

import multiprocessing
import sys

from pos_client.app.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a frozen child process starts here too
    sys.exit(main())
