"""The entry point of the packaged desktop executable."""

import multiprocessing
import sys

if __name__ == "__main__":
    # This must come first: in a bundle a spawned process starts this file again.
    multiprocessing.freeze_support()

    from core.quarantine.wire import ARGUMENT

    if sys.argv[1:2] == [ARGUMENT]:
        from core.quarantine.child import main as answer

        sys.exit(answer(sys.argv[2:]))

    from gui.__main__ import main

    sys.exit(main())
