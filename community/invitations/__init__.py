"""Bringing people in: one link in one mail, from a facilitator or from a pilot."""
