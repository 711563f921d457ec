"""People's decisions: the log of each coder, where it stands in a text now, and what it makes of codings."""
