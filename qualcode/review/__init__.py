"""The page on which people decide: served on this machine, or packed into one file."""
