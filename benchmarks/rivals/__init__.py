"""Other ways of finding the same phrases."""
