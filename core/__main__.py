"""`python -m core` runs `goodnet`."""

import sys
from multiprocessing import freeze_support

from core.cli.entry import main

if __name__ == "__main__":
    freeze_support()
    sys.exit(main())
