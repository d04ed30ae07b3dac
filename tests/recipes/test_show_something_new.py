"""`docs/recipes/show-something-new-to-visitors.md` is true: whoever follows it arrives."""

from django.conf import settings

from tests.recipes.copied_house import House

RECIPE = settings.ROOT / "docs" / "recipes" / "show-something-new-to-visitors.md"
SHELL = ".venv/bin/python manage.py shell -c"
WRITE = "Announcement.objects.create(text='Fermé jeudi.', is_everywhere=True)"
CHANGE = "Announcement.objects.update(text='Ouvert jeudi.')"


def test_whoever_follows_the_recipe_shows_something_new_to_visitors(house: House) -> None:
    house.walk(RECIPE)
    with house.visitor() as visitor:
        assert "Fermé" not in visitor.opens("/")["text"]
        assert house.run(f'{SHELL} "{WRITE}"')[0] == 0
        assert "Fermé jeudi." in visitor.opens("/")["text"]
        again = visitor.opens("/")
        assert again["queries"] == 1
        assert "Fermé jeudi." in again["text"]
        assert house.run(f'{SHELL} "{CHANGE}"')[0] == 0
        changed = visitor.opens("/")["text"]
        assert "Ouvert jeudi." in changed
        assert "Fermé jeudi." not in changed
