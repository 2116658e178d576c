"""What `core.data.dataset` is made of: images and labels from files and folders."""
