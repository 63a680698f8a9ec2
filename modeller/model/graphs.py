"""Which places of a graph lie in a loop together: quickly, without a library that takes long to load."""

from collections.abc import Mapping, Sequence


def loops(after: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """By each place the number of its strongly connected component; `after` are the places that each leads to.

    Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion.
    """
    found: dict[str, int] = {}
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    held: list[str] = []
    for root in after:
        trail = [] if root in order else [(root, iter(after[root]))]
        if trail:
            order[root] = lowest[root] = len(order)
            held.append(root)
        while trail:
            place, following = trail[-1]
            for target in following:
                if target not in order:
                    order[target] = lowest[target] = len(order)
                    held.append(target)
                    trail.append((target, iter(after.get(target, ()))))
                    break
                if target not in found:
                    lowest[place] = min(lowest[place], order[target])
            else:
                trail.pop()
                if trail:
                    above = trail[-1][0]
                    lowest[above] = min(lowest[above], lowest[place])
                if lowest[place] == order[place]:
                    while place not in found:
                        found[held.pop()] = order[place]
    return found
