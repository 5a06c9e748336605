"""What is negotiated: the records of a case, its file format, its checks and the kinds of red line."""
