"""The public card of a structure, kept by its pilot."""
