"""qualcode inside other programs."""
