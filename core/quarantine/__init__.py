"""Reading untrusted files in a process of their own, which may crash, hang or be taken over.

The child (`child`, `service`) parses HDF5, zip and pictures under limits and without TensorFlow;
this process (`reader`, `stored`) takes plain JSON and raw numbers from it, each under a cap, and
judges them itself. Nothing is ever unpickled.
"""
