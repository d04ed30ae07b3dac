"""Run in a walked copy of the project: a visitor opens the addresses given, one a line, and says what each costs."""

import json
import sys

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

if __name__ == "__main__":
    django.setup()
    visitor = Client()
    for line in sys.stdin:
        with CaptureQueriesContext(connection) as asked:
            response = visitor.get(line.strip())
        seen = {"status": response.status_code, "queries": len(asked), "text": response.content.decode()}
        print(json.dumps(seen), flush=True)  # noqa: T201
