"""A run: the tables, the manifest and the inputs of one tagging, whole or not at all."""
