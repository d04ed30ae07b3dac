"""Taking along, leaving, and how long what is kept of people stays."""
