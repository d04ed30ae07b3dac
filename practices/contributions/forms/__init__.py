"""What is typed and sent: the forms of each kind of contribution, their fields and their files."""
