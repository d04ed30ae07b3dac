"""« Les personnes » : facilitators find everybody, and open, close and change accounts; a member's own page."""
