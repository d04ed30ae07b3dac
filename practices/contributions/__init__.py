"""Writing without the admin: forms, drafts, submission and review."""
