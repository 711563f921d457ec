"""What stands together in a unit of talk, codes and poles, and how often chance would do it."""
