"""The pages of the conversation: each view translates one act."""
