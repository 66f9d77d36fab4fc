"""CSV files, workbooks and archives as tables of placed cells."""
