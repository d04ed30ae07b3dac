"""Having an account: one address, a password chosen by a link, and mails that wait for nobody."""
