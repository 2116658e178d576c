"""Open, repair and guard an image classifier that cannot be trusted. Knows no Qt."""

import os

# Read by TensorFlow when it is first imported: only errors, no banners on stderr.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
