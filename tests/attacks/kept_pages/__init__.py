"""The torture of kept pages: many writers of every kind, many readers, and not one page older than it may be."""
