"""YAML as a tree of texts that know where they stand: of codebooks and of `study.yaml`."""
