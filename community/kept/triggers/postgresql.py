"""On PostgreSQL: each transaction that changes something adds one row; the token is a function of all committed rows.

Nobody updates a shared row, so no writer waits for another. A later snapshot holds the rows of an earlier one and those
of every commit it sees: the count grows with each, whatever their order. Sequences and clocks move before the commit
is seen, and would let an old page through.

Within a transaction its own writes are told by a setting that each of them draws anew, and that nobody else reads.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from community.kept.triggers.definition import Trigger, acts_on, event

PREFIX = "kept_"
FUNCTION = "kept_raise_generation"

READ = """
SELECT kept_generation.raises + more.rows, kept_generation.token # more.token,
  coalesce(current_setting('kept.raised', true), '')
FROM kept_generation, (SELECT count(*) AS rows, coalesce(bit_xor(token), 0) AS token FROM kept_raise) AS more
WHERE kept_generation.schema = kept_generation.tableoid::bigint
"""
"""The row says which table it was written in: a dump brings it back in another one, beside pages that are not there yet
and triggers that come last. Then it gives no token, until `open_or_renew`."""

RAISE = "INSERT INTO kept_raise (token) VALUES ((random() * 9007199254740991)::bigint)"

# The setting is local: it goes with the transaction, and comes back with a savepoint that is undone, as the row does.
# Drawn at random like the row's token: after a savepoint that is undone, a number would come back for another write.
_BODY = """
BEGIN
  IF coalesce(current_setting('kept.raised', true), '') = '' THEN
    {raise_it};
  END IF;
  PERFORM set_config('kept.raised', random()::text, true);
  RETURN NULL;
END
"""

_FOLD = """
WITH gone AS (DELETE FROM kept_raise RETURNING token)
UPDATE kept_generation
SET raises = raises + (SELECT count(*) FROM gone),
    token = token # coalesce((SELECT bit_xor(token) FROM gone), 0)
"""


def is_its_own(table: str) -> bool:
    """PostgreSQL's own tables stand in another schema."""
    return False


def columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        [f'"{table}"'],
    )
    return [name for (name,) in cursor.fetchall()]


def prepare(cursor: Any) -> None:
    """The function that every trigger calls, in the schema of our tables."""
    cursor.execute("SELECT quote_ident(current_schema())")
    (schema,) = cursor.fetchone()
    body = _BODY.format(raise_it=RAISE.replace("kept_raise", f"{schema}.kept_raise"))
    cursor.execute(f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $kept${body}$kept$")


def wanted(table: str, seen: Sequence[str]) -> Iterator[Trigger]:
    for act in (*acts_on(table), "TRUNCATE"):
        name = _short(f"{PREFIX}{act.lower()}_{table}")
        yield Trigger(name, table, f'AFTER {event(act, seen)} ON "{table}"')


def present(cursor: Any) -> set[Trigger]:
    """What each says is kept as its comment: PostgreSQL gives it back spelled otherwise."""
    cursor.execute(
        """
        SELECT tgname, relname, coalesce(obj_description(pg_trigger.oid, 'pg_trigger'), '')
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname = current_schema() AND NOT tgisinternal AND tgenabled IN ('O', 'A') AND starts_with(tgname, %s)
        """,
        [PREFIX],
    )
    return {Trigger(*row) for row in cursor.fetchall()}


def lay(cursor: Any, trigger: Trigger) -> None:
    """Even where triggers are put aside, as a restored or replicated row does (ALWAYS)."""
    drop(cursor, trigger)
    cursor.execute(
        f'CREATE TRIGGER "{trigger.name}" {trigger.definition} FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()'
    )
    cursor.execute(f'ALTER TABLE "{trigger.table}" ENABLE ALWAYS TRIGGER "{trigger.name}"')
    cursor.execute(f'COMMENT ON TRIGGER "{trigger.name}" ON "{trigger.table}" IS %s', [trigger.definition])


def drop(cursor: Any, trigger: Trigger) -> None:
    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}" ON "{trigger.table}"')


def renew(cursor: Any) -> None:
    cursor.execute(
        "INSERT INTO kept_generation (id, token, raises, schema) "
        "VALUES (1, (random() * 9007199254740991)::bigint, 0, 'kept_generation'::regclass::oid::bigint) "
        "ON CONFLICT (id) DO UPDATE SET token = excluded.token, schema = excluded.schema"
    )


def close(cursor: Any) -> None:
    cursor.execute("DELETE FROM kept_generation")


def fold(cursor: Any, *, more_than: int) -> int:
    cursor.execute("SELECT count(*) FROM kept_raise")
    (raises,) = cursor.fetchone()
    if raises > more_than:
        cursor.execute(_FOLD)
        return int(raises)
    return 0


def _short(name: str) -> str:
    """PostgreSQL cuts names at 63 letters, and two cut alike would be one."""
    return name if len(name) <= 63 else f"{name[:54]}_{sum(map(ord, name)):08d}"
