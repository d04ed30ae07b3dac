"""A site as large as one likes, made of real rows: structures, sheets, testimonials, people and what they wrote."""
