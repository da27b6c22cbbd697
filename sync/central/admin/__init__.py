"""`central-admin`: what an administrator does from the command line, over the same TLS as the desks."""
