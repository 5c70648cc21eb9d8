"""Where the nodes of a network lie: the same nodes and links and the same seed give the same places, in any browser."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
# Forces are summed over cells, as far nodes act nearly as one: 5,000 nodes take about a second and not a minute.
_CELLS, _ROUNDS, _SMALL = 20, 60, 400


def layout(count: int, links: Sequence[tuple[int, int]], *, seed: int = 1) -> Points:
    """Places in the plane for `count` nodes, links given by number: parts that hang together lie apart from others.

    About one unit lies between linked nodes.
    """
    places = np.zeros((count, 2))
    x = y = height = 0.0
    groups = _components(count, links)
    width = (
        max(_extent(len(groups[0])), (1.6 * sum(_extent(len(one)) ** 2 for one in groups)) ** 0.5) if groups else 1.0
    )
    for group in groups:  # the largest first, in rows
        size = _extent(len(group))
        if x and x + size > width * 1.01:
            x, y, height = 0.0, y + height, 0.0
        number = {node: place for place, node in enumerate(group)}
        inside = [(number[one], number[other]) for one, other in links if one in number]
        places[group] = _one(len(group), inside, seed) * (size * 0.42) + (x + size / 2, -y - size / 2)
        x, height = x + size, max(height, size)
    return np.round(places - places.mean(axis=0) if count else places, 3)


def _extent(nodes: int) -> float:
    return 2.2 * float(np.sqrt(nodes)) if nodes > 2 else 1.6 * nodes**0.5


def _components(count: int, links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The parts that hang together, largest first, each in the order of its nodes."""
    parent = list(range(count))

    def top(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in links:
        left, right = top(one), top(other)
        parent[max(left, right)] = min(left, right)
    groups: dict[int, list[int]] = {}
    for node in range(count):
        groups.setdefault(top(node), []).append(node)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


def _one(count: int, links: Sequence[tuple[int, int]], seed: int) -> Points:
    """Places within the unit circle for nodes that hang together (Fruchterman and Reingold, 1991)."""
    if count == 1:
        return np.zeros((1, 2))
    if count == 2:
        return np.array([[-0.7, 0.0], [0.7, 0.0]])
    rng = np.random.default_rng(seed)
    at: Points = rng.uniform(-1, 1, (count, 2))
    ends = np.array(sorted(set(links)), dtype=np.int64).reshape(-1, 2)
    ideal = 1.6 / np.sqrt(count)
    for number in range(_ROUNDS if count > _SMALL else 2 * _ROUNDS):
        push = (_pushed(at) if count <= _SMALL else _pushed_by_cells(at)) * ideal**2
        gap = at[ends[:, 0]] - at[ends[:, 1]]
        pull = gap * (np.linalg.norm(gap, axis=1, keepdims=True) / ideal)
        np.add.at(push, ends[:, 0], -pull)
        np.add.at(push, ends[:, 1], pull)
        push -= at * 0.15 * ideal  # toward the middle, so that chains do not drift away
        length = np.maximum(np.linalg.norm(push, axis=1, keepdims=True), 1e-9)
        most = 0.3 * (1 - number / (2 * _ROUNDS if count <= _SMALL else _ROUNDS)) ** 2 + 0.002
        at = at + push / length * np.minimum(length, most)
    at -= at.mean(axis=0)
    return at / max(float(np.abs(at).max()), 1e-9)


def _pushed(at: Points) -> Points:
    gap = at[:, None, :] - at[None, :, :]
    far = np.maximum((gap**2).sum(axis=2), 1e-4)
    return np.asarray((gap / far[:, :, None]).sum(axis=1))


def _pushed_by_cells(at: Points) -> Points:
    """The push of all on each, others taken together by the cell of a grid they lie in."""
    low, high = at.min(axis=0), at.max(axis=0)
    cell = np.minimum(((at - low) / np.maximum(high - low, 1e-9) * _CELLS).astype(np.int64), _CELLS - 1)
    number = cell[:, 0] * _CELLS + cell[:, 1]
    weight = np.bincount(number, minlength=_CELLS**2).astype(np.float64)
    total = np.stack([np.bincount(number, at[:, axis], minlength=_CELLS**2) for axis in (0, 1)], axis=1)
    full = weight > 0
    weight = weight[full]
    middle: Points = total[full] / weight[:, None]
    gap = at[:, None, :] - middle[None, :, :]
    far = np.maximum((gap**2).sum(axis=2), 1e-3)
    return np.asarray((gap * (weight[None, :] / far)[:, :, None]).sum(axis=1))
