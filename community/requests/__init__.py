"""Asking to come in, without an account: a form, a click in a mail, a queue for facilitators."""
