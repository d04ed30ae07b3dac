"""The roads that an attacker takes, kept closed."""
