"""The document beside the case. Pages come from outside as pictures; nothing here opens a file."""
