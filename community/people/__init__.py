"""Everybody, for facilitators; and the page of one person, for members."""
