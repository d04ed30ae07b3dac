"""Uploaded files: how they arrive and are stored, and the one door through which every one of them leaves."""
