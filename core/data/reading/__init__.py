"""The parts of `core.data.dataset`: images and labels from files and folders."""
