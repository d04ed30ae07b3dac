"""Several requests at the same instant, in one process and in several."""
