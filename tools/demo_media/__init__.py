"""The sounds, films, captions and pictures of the demonstration, drawn and spoken from its words."""
