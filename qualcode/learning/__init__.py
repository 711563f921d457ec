"""Where to look next: what people have decided teaches which codes a segment may have."""
