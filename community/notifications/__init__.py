"""Telling people what concerns them, without making anybody wait for a mail server."""
