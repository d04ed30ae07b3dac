"""Invitations: links, lists, pages."""
