"""Excel workbooks whose totals are live formulas, each written with the value that the model computed."""
