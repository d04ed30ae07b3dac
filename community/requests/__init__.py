"""Asking to come in, without an account: to be told of a parcours, or to have an account."""
