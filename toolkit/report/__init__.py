"""Results and cases as tables of words and numbers, the same for the command line, the pages and documents."""
