"""« Mon compte »: what a person says of themselves and how they are reached, block by block, each saved alone."""
