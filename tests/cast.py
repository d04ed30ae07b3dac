"""What every test may ask for: a prepared site, people of each role, a page of each kind."""

from typing import Any

from tests import factories
from tests.standing import standing


@standing
def site(db: None) -> Any:
    """The front page of a prepared site."""
    from home.models import HomePage

    return HomePage.objects.get()


@standing
def structure(site: Any) -> Any:
    """A published structure with a team of one pilot and one member."""
    return factories.structure(title="Le Café des Tilleuls")


@standing
def pilot(structure: Any) -> Any:
    return factories.member(structure=structure, role="pilot")


@standing
def teammate(structure: Any) -> Any:
    return factories.member(structure=structure, role="member")


@standing
def outsider(site: Any) -> Any:
    """A member of another structure."""
    return factories.member(structure=factories.structure(title="La Ressourcerie du Marais"), role="pilot")


@standing
def facilitator(site: Any) -> Any:
    return factories.member(is_facilitator=True, display_name="Claire, animation")


@standing
def sheet(structure: Any, pilot: Any) -> Any:
    """A published sheet of the structure."""
    return factories.sheet(structure=structure, owner=pilot)
