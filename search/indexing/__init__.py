"""How an index is kept in step with the database: recorded, drained, built anew, compared."""
