"""A second proof of who signs in: application, keys, recovery codes; who must give it, and when it is asked again."""
