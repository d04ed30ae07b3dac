"""Every address that the site answers: who owns it, who may come in, what slows a guesser down."""
