"""The list of acts that are not yet receipted, with an honest state for each."""
