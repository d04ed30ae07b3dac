"""The edge with tantivy: whatever goes wrong beyond it comes back as one of our own errors."""

from collections.abc import Iterator
from contextlib import contextmanager

from search.engines.base import EngineError, EngineUnavailable


@contextmanager
def edge() -> Iterator[None]:
    """Turn the library's errors into EngineUnavailable.

    A Rust panic arrives as `pyo3_runtime.PanicException`, no `Exception` and not importable: it is known by name.
    """
    try:
        yield
    except EngineError:
        raise
    except (OSError, ValueError, RuntimeError, OverflowError) as error:
        raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise EngineUnavailable(f"the index library panicked: {error}") from error
        raise
