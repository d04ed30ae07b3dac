"""What takes long to make and is the same for every run: made once, kept under a stamp of its sources, copied."""
