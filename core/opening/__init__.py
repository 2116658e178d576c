"""Turn an untrusted model file into an inspection and a Keras network; `badnet` is the entrance."""
