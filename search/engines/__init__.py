"""The engine room: everything that finds text, without Django, Wagtail or a database."""
