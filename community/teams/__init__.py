"""A structure's team: who is in it, in which role, how its pilot hands over; and Wagtail's rights derived from it."""
