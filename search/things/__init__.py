"""What can be found: each kind of thing, what it says, who may find it."""
