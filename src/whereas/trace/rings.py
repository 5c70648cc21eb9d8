"""Orders a graph so that what comes first comes first, and finds its rings."""

from collections.abc import Iterable, Mapping


def in_order(above: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Groups of nodes, each after all that stand above it; nodes that stand above one another are one group.

    `above` names for each node those directly above it. Tarjan, SIAM J. Comput. 1(2), 1972, without recursion, since a
    chain may be longer than the interpreter's stack.
    """
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    waiting: list[str] = []
    on_stack: set[str] = set()
    groups: list[tuple[str, ...]] = []
    for root in sorted({*above, *(one for owners in above.values() for one in owners)}):
        if root in number:
            continue
        work = [(root, iter(sorted(above.get(root, ()))))]
        number[root] = low[root] = len(number)
        waiting.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            step = next(rest, None)
            if step is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    groups.append(_cut(waiting, on_stack, node))
            elif step not in number:
                number[step] = low[step] = len(number)
                waiting.append(step)
                on_stack.add(step)
                work.append((step, iter(sorted(above.get(step, ())))))
            elif step in on_stack:
                low[node] = min(low[node], number[step])
    return groups


def _cut(waiting: list[str], on_stack: set[str], root: str) -> tuple[str, ...]:
    group: list[str] = []
    while not group or group[-1] != root:
        group.append(waiting.pop())
    on_stack.difference_update(group)
    return tuple(sorted(group))
