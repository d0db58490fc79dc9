"""One module per page kind: which fields of a record are shown, in which order."""
