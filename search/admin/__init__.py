"""The menu « Recherche » of the admin: what was searched, chosen answers, vocabulary, state of the indexes."""
