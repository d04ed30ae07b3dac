"""A structure's team: who is in it and in which role, how its pilot hands over, and Wagtail's rights derived from it."""
