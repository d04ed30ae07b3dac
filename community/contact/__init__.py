"""Writing to a structure that accepts it, without its address being shown."""
