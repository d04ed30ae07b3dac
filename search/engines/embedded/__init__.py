"""The engine inside the site's own processes: files on the disk of this host."""
