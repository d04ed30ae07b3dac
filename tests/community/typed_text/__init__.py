"""The door of typed text: characters, forms, rows, keywords."""
