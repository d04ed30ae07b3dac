"""What a visitor sees of the search: the form, its filters, the page of results, the proposals while typing."""
