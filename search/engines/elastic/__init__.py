"""The engine that a server runs, for networks that outgrew one machine."""
