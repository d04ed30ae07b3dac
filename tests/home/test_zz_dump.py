import pytest
from tests.home.test_query_pins import *
def test_dump(client, full_site):
    for n in ("sheet","structure","glossary"):
        client.get(full_site[n])
        with CaptureQueriesContext(connection) as q: client.get(full_site[n])
        print("=====",n,len(q))
        for x in q.captured_queries:
            s=x["sql"]; print("-", s.replace('"','')[:60], "...FROM", s.replace('"','').split("FROM",1)[-1][:230])
    print({name: questions(client, address) for name, address in full_site.items()})
