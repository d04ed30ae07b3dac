"""What the room tells the others."""

from django.dispatch import Signal

kept_page_read = Signal()
"""A kept page was shown again: `request`, and `reading`, what its view left to be told each time."""
