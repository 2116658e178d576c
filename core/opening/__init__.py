"""What `core.badnet` is made of: reading a model file as text and numbers, and building from it."""
