"""Being found from outside: what a page says to search engines and to whoever shares its address.

- `faces`: what stands on the picture of a page that is shared; `card` draws it, `views` gives it.
- `structured`: the same facts as the page, in the words of schema.org (JSON-LD).
- `addresses`: the one address of a page (canonical), whatever its parameters.

The whole story: docs/features/found-from-outside.md.
"""
