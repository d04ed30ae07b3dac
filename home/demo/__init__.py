"""The demonstration: its people, its words and its media, loaded once, then left to whoever writes on the site."""
