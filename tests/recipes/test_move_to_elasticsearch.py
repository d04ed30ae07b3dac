"""`move-to-elasticsearch.md` is true: its commands run on a real server, and two engines give the same answers."""

import json
from dataclasses import replace

import pytest
from django.conf import settings

from tests.recipes.copied_house import House

RECIPE, GOING_BACK = settings.ROOT / "docs" / "recipes" / "move-to-elasticsearch.md", "## Going back"
WRITE = "from tests import factories; factories.sheet(structure=factories.structure(), title='Un coquelicot')"


@pytest.mark.elasticsearch
@pytest.mark.long
def test_whoever_follows_the_recipe_is_answered_by_the_server(house: House, index_of_this_run: str) -> None:
    variables = {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URL": settings.ELASTICSEARCH_URL,
        "ELASTICSEARCH_API_KEY": settings.ELASTICSEARCH_API_KEY,
        "ELASTICSEARCH_CA_CERTS": settings.ELASTICSEARCH_CA_CERTS,
        "ELASTICSEARCH_INDEX": index_of_this_run,
        "ELASTICSEARCH_TIMEOUT_MS": "10000",  # a busy machine is not a server that is down
    }
    switched = replace(house, variables={name: value for name, value in variables.items() if value})
    for command in (f'manage shell -c "{WRITE}"', "manage search_rebuild --target embedded"):
        assert switched.run(command)[0] == 0
    switched.walk(RECIPE, until=GOING_BACK)
    ask = "manage search_query coquelicot --json --target"
    answers = [json.loads(switched.run(f"{ask} {target}")[1]) for target in ("elasticsearch", "embedded")]
    back = replace(switched, variables={**switched.variables, "SEARCH_ENGINE": "embedded"})
    back.walk(RECIPE, since=GOING_BACK)
    assert [(answer["engine"], answer["total"]) for answer in answers] == [("elasticsearch", 1), ("embedded", 1)]
