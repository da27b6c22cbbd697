"""Both ends of the wire: `contract` in the middle, the desk's `client`, and the reference `central` service."""
