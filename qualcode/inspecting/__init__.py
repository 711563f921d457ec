"""A codebook held against texts: do its own examples say what it says."""
