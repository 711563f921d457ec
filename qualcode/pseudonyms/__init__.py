"""Transcripts → the same talk without names: what is found, numbered, replaced and kept apart."""
