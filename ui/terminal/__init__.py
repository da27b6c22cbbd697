"""`operator-cli`: the headless front end on the same core. One module a command; no Qt."""
