"""What people gave: taking it along, leaving, being forgotten."""
