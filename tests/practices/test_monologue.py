"""When the name before each paragraph of a transcript is left out of the page."""

import pytest

from practices.monologue import only_speaker, without_name

ALONE = "Malika : Moi, je venais.\n\nMalika : J’ai marqué : un banc."


@pytest.mark.parametrize(
    ("transcript", "speaker", "name"),
    [
        (ALONE, "Malika", "Malika"),
        (ALONE, "Une habitante", "Malika"),
        ("Malika\u00a0: Moi.\r\n\r\nMalika\u00a0: Toi.", "Malika", "Malika"),
        ("Malika : Moi, je venais.", "malika", "Malika"),
        ("Un conseil : venez.", "Malika", ""),
        ("Malika : Moi.\n\nJulien : Et vous ?", "Malika", ""),
        ("Malika : Moi.\n\nEt puis je suis revenue.", "Malika", ""),
        ("Je suis venue.\n\nJe suis revenue.", "Malika", ""),
        ("", "", ""),
    ],
)
def test_a_name_is_the_only_one_when_every_paragraph_bears_it(transcript: str, speaker: str, name: str) -> None:
    assert only_speaker(transcript=transcript, speaker=speaker) == name


def test_only_the_name_goes_and_only_at_the_head_of_a_paragraph() -> None:
    assert without_name(ALONE, "Malika") == "Moi, je venais.\n\nJ’ai marqué : un banc."
    assert without_name(ALONE, "") == ALONE
    assert without_name("Malika : Moi.\n\nJulien : Toi.", "Malika") == "Moi.\n\nJulien : Toi."
