"""A run → what goes into a paper: workbook, CSV, Word tables, figures, data for R, BibTeX."""
