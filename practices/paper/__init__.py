"""Sheets and testimonials on paper: what each says there, its PDF, the foot of its printed page."""
