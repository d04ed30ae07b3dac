"""Rules of practices.adoptions."""
