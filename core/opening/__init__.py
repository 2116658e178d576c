"""An untrusted model file becomes an inspection and a Keras network; `badnet` is its face."""
