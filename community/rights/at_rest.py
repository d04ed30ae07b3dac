"""What the database's own files still have of rows that were deleted: SQLite's journal is emptied.

What is deleted from the file itself is overwritten (`secure_delete`, config/env.py). PostgreSQL sees to its own files.
"""

from django.db import connection


def empty_journal() -> bool:
    """Write SQLite's journal into the file and leave it empty; False when somebody who reads it holds a part."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True  # within a transaction, what it does is written nowhere yet
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (is_held, *_pages) = cursor.fetchone()
    return not is_held
