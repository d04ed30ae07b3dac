"""The generation's two tables. Only `generation` and the triggers touch them; nobody holds their rows as objects."""

from django.db import models


class Generation(models.Model):
    """One row while pages may be kept, none otherwise.

    SQLite: `token` is drawn anew by each write, and the row counts only for the schema it was laid on. PostgreSQL: what
    the raises that were folded amount to; `schema` is the table the row was written in, another one once restored.
    """

    token = models.BigIntegerField()
    raises = models.BigIntegerField(default=0)
    schema = models.BigIntegerField(default=0)


class Raise(models.Model):
    """PostgreSQL: one row for each transaction that changed something, until it is folded. No key but its own."""

    token = models.BigIntegerField()
