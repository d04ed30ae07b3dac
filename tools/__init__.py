"""What makes files that the repository keeps: nothing here runs on a site, and no app imports it."""
