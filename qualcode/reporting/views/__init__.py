"""What each part of the report shows: frozen dataclasses, one module for each part."""
