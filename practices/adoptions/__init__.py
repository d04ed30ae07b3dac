"""Trying what a sheet tells, and saying so: « Nous l’avons essayé »."""
