"""Python looks for rings of dead objects less often: what was imported lives until the end of the run."""

import gc

import pytest

OFTEN_ENOUGH = (50_000, 20, 20)  # by default 700, 10, 10: a page makes as many objects before it is shown


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """All that is there by now, a quarter of a million objects, is never looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OFTEN_ENOUGH)
