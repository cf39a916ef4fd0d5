"""A table is said once, as columns over rows, and drawn here for every face and every paper.

`model` holds tables, `paper` what stands around them. `terminal` and `data` draw a table for the
shell; `xlsx`, `docx` and `html` draw whole papers. What a table says is decided by whoever has
the rows.
"""
