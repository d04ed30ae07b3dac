"""What films and sounds hold: whether browsers play them, how long they last, and notes that nobody meant to publish."""
