"""What happens to an operation at the centre: judged by the rules, written once, chained, told to the offices.

`judging` is pure. `journal` writes everything that one transaction brings, with the feed's counter last. `push` takes a
desk's batch and `hand` makes the centre's own operations; both go through the same two.
"""
