"""Peers' conversation under a page: the only door to django-comments-xtd."""
