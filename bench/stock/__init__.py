"""A site that keeps Wagtail's own search: one page type, what the documentation shows, nothing tuned."""
