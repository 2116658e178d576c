"""Read untrusted files in a separate process, which may crash, hang or be taken over.

The child (`child`, `service`) parses HDF5, zip and pictures under limits and without TensorFlow.
This process (`reader`, `stored`) receives plain JSON and raw numbers from it, each up to a maximum
size, and checks them itself. Nothing is ever unpickled.
"""
