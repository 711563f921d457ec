"""Tables of survey figures → rows with the units, codes and scales they belong to."""

from qualcode.surveys.cells import parse_number
from qualcode.surveys.fit import check_survey, fits_unit
from qualcode.surveys.table import Survey, SurveyRow, load_surveys, parse_survey

__all__ = [
    "Survey",
    "SurveyRow",
    "check_survey",
    "fits_unit",
    "load_surveys",
    "parse_number",
    "parse_survey",
]
