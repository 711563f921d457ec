"""Do groups of respondents differ, and by how much: the respondent is the unit, always."""
