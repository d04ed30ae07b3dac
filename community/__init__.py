"""Who shares, and how they talk: people, structures, parcours, conversation. Imports none of the other apps."""
