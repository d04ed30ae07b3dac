"""Accounts: one address each, links that die, mails that wait for nobody."""
