"""What `make test` and `make check` need beyond ready-made tools: a browser, the plural catalogue, the audit."""
