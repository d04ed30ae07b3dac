"""Wiring only: settings, addresses, the web server's entry point. No domain rule lives here."""
