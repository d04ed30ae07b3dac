"""French typography of what is shown: which spaces never break, which apostrophes curl, in one place."""
