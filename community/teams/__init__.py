"""A structure's people: who belongs, what follows from it in Wagtail, « Mon équipe », passing the baton."""
