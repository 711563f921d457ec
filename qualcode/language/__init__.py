"""What is known of words and sentences, one module per language."""
