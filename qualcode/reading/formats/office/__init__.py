"""What Word, OpenDocument and RTF files have in common once their own marks are read."""
