"""The one door of typed text: what is kept of it, whoever types, imports or pastes it."""
