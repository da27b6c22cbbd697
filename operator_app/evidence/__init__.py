"""What a scanned code or a file proves. Nothing unverified ever changes a case, and a bad code is a verdict, not an
error.
"""
