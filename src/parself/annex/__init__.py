"""An official annex as a workbook: from Excel to a rubric and back."""
