"""Where the packaged console executable starts."""

import multiprocessing
import sys

if __name__ == "__main__":
    # First of all: in a bundle a spawned process starts this file again.
    multiprocessing.freeze_support()

    from core.cli import main

    sys.exit(main())
