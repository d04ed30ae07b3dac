"""How it is found: reads what is shared, keeps an index in step, answers questions in French."""
