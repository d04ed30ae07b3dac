"""The front door: home page, content pages, the site's settings, its first content."""
