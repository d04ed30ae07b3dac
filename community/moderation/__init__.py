"""Keeping the peace: what somebody reports, what waits before it appears, what facilitators decide."""
