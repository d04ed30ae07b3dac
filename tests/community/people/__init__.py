"""« Les personnes » : finding people, keeping accounts."""
