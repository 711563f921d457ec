"""Code semi-structured interviews by a codebook of value tensions and compare respondent types."""
