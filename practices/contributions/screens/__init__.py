"""The pages of writing and reviewing: each view asks one act."""
