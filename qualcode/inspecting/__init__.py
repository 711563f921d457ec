"""A codebook looked at from all sides: checked, compared, tried out, and its findings explained."""
