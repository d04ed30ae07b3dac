"""What they share: sheets, testimonials, reports, definitions. Not aware of being found."""
