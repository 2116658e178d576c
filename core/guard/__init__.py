"""The guard: a whole GoodNet as one graph, for programs that run without GoodNet."""
