"""The guard: a whole GoodNet as one graph, for programs that have no GoodNet beside them."""
