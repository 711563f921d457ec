"""What people decided → suggestions where to look next, and indicators for the codebook."""
