"""One module per format: a Pack to the bytes of one file. Formats do not know each other."""
