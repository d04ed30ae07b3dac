"""What is made once and shown many times: whole pages for visitors, and what is the same on every page.

The database itself says when something changed: a trigger on each table raises the **generation**, a random token, in
the writer's own transaction (`generation`, `triggers/`). What was made under one generation is shown for as long as it
stays, and never afterwards. So cache invalidation has no delay, and nothing has to be told what depends on what.

- `remembered.Remembered`: a value built from rows (the menu, the levers, the synonyms), built again once they move.
- `permission.let_it_be_kept`: what a view says of an answer that every visitor may receive.
- `middleware.KeptPages`: the door, which answers visitors with what is kept (`pages`, `store`).

The whole story: docs/features/kept-pages.md.
"""
