"""Where the packaged desktop executable starts."""

import multiprocessing
import sys

if __name__ == "__main__":
    # First of all: in a bundle a spawned process starts this file again.
    multiprocessing.freeze_support()

    from gui.__main__ import main

    sys.exit(main())
