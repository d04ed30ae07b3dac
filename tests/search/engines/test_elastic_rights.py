"""What the site's own key opens on a secured server: our indices, and nothing else."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from elasticsearch import AuthorizationException, Elasticsearch

from search.engines.base import EngineUnavailable, Query
from search.engines.elastic.engine import ElasticEngine
from tests.search.engines.contract import sheet
from tests.search.engines.elastic_servers import server

pytestmark = pytest.mark.elasticsearch
FOREIGN = "somebody-else"


@pytest.fixture
def operator() -> Iterator[Elasticsearch]:
    """Who may do everything: `make elasticsearch ES_SECURITY=true` keeps their password beside its authority."""
    password = Path(settings.ELASTICSEARCH_CA_CERTS).parent / "password"
    if not (settings.ELASTICSEARCH_API_KEY and settings.ELASTICSEARCH_CA_CERTS and password.exists()):
        pytest.skip("this server has no key, or is not one of deploy/elasticsearch: nothing to tell apart")
    account = ("elastic", password.read_text().strip())
    with Elasticsearch(list(server().urls), ca_certs=settings.ELASTICSEARCH_CA_CERTS, basic_auth=account) as client:
        yield client


@pytest.fixture
def client() -> Iterator[Elasticsearch]:
    """Whoever holds the site's key."""
    ours = server()
    options: dict[str, Any] = {"ca_certs": ours.ca_certs} if ours.ca_certs else {}
    with Elasticsearch(list(ours.urls), api_key=ours.api_key, **options) as client:
        yield client


@pytest.fixture
def foreign_index(operator: Elasticsearch) -> Iterator[str]:
    operator.options(ignore_status=404).indices.delete(index=FOREIGN)
    operator.index(index=FOREIGN, id="1", document={"secret": "xylophone"}, refresh=True)
    yield FOREIGN
    operator.indices.delete(index=FOREIGN)


def test_the_key_opens_no_other_index(client: Elasticsearch, foreign_index: str) -> None:
    refused = [
        lambda: client.search(index=foreign_index),
        lambda: client.get(index=foreign_index, id="1"),
        lambda: client.index(index=foreign_index, id="2", document={"a": 1}),
        lambda: client.indices.delete(index=foreign_index),
        lambda: client.indices.create(index=f"{foreign_index}-too"),
        lambda: client.indices.get_mapping(index=foreign_index),
        lambda: client.search(index=".security-7"),
    ]
    for act in refused:
        with pytest.raises(AuthorizationException):
            act()
    assert "xylophone" not in json.dumps(client.search(index="*").body)


def test_the_key_changes_nothing_of_the_cluster(client: Elasticsearch, operator: Elasticsearch) -> None:
    refused = [
        lambda: client.indices.put_index_template(name="everything", index_patterns=["*"], template={}),
        lambda: client.cluster.put_settings(persistent={"action.auto_create_index": "false"}),
        lambda: client.security.create_api_key(name="another"),
        lambda: client.security.get_user(),
    ]
    for act in refused:
        with pytest.raises(AuthorizationException):
            act()


def test_a_key_refused_is_an_engine_that_does_not_answer(operator: Elasticsearch) -> None:
    stranger = replace(server(), api_key="Y2xlOmZhdXNzZQ==")
    with pytest.raises(EngineUnavailable):
        ElasticEngine(stranger).search(Query())


def test_the_index_is_the_same_with_the_right_to_put_templates_and_without(operator: Elasticsearch) -> None:
    """The site's key may not: a template reaches every index to come, ours or not. An operator's wider key may."""
    rights: dict[str, Any] = {"cluster": ["manage_index_templates"], "index": [{"names": ["*"], "privileges": ["all"]}]}
    wider = operator.security.create_api_key(name="wider", role_descriptors={"wider": rights})
    try:
        laid_out = {}
        for key in (settings.ELASTICSEARCH_API_KEY, wider["encoded"]):
            ours = replace(server(), api_key=key)
            laid_out[key] = _laid_out(ElasticEngine(ours), operator, ours.index)
        (settings_of_site, templates_of_site), (settings_of_operator, templates_of_operator) = laid_out.values()
        assert settings_of_site == settings_of_operator
        assert (templates_of_site, templates_of_operator) == (0, 1)
    finally:
        operator.security.invalidate_api_key(ids=[wider["id"]])


def _laid_out(engine: ElasticEngine, operator: Elasticsearch, prefix: str) -> tuple[Any, int]:
    """The mapping and settings of a built index that answers, and how many templates of ours there are."""
    try:
        engine.rebuild([sheet(1, "Accueil")])
        assert engine.search(Query(text="accueil")).total == 1
        ((_name, index),) = operator.indices.get(index=f"{prefix}-*").body.items()
        own = {"uuid", "provided_name", "creation_date"}
        kept = {name: value for name, value in index["settings"]["index"].items() if name not in own}
        templates = operator.indices.get_index_template().body["index_templates"]
        return (index["mappings"], kept), sum(each["name"].startswith(prefix) for each in templates)
    finally:
        engine.drop()
