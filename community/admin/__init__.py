"""Wagtail's admin as facilitators meet it: accounts, memberships, messages, who comes in and what they may pick."""
