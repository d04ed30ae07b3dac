"""Teams: who is in them, who may change them, how a pilot hands over."""
