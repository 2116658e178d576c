"""Open, repair and guard an image classifier that cannot be trusted. Knows no Qt."""

import logging
import os

# Read by TensorFlow when it is first imported: only errors on stderr, and oneDNN's faster
# convolutions asked for by name, without which it announces them at every start.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
# It warns of traces that every new network needs.
logging.getLogger("tensorflow").setLevel(logging.ERROR)
