"""Units as data: a roster and what was published of its units, made, changed, taken from Excel.

Both are one value here (`model`), whose parts are read and written as a clerk types them
(`columns`, `typing`); `names` fills in what follows from a unit's name; `book` and `read` are the
workbook, `keeping` the files among the user's own.
"""
