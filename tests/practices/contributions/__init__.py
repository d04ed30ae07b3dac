"""Rules of practices.contributions."""
