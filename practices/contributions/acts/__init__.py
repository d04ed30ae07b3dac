"""What members and facilitators do to a contribution: each act in one function, refused in a sentence."""
