"""What films and sounds hold: whether browsers play them, for how long, and notes that nobody meant to publish."""
