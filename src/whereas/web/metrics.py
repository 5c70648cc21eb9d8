"""Figures of a serving process in the form of Prometheus: requests, times, jobs, the ledger's size, free disk."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from whereas.web.jobs import Jobs

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
TYPE = CONTENT_TYPE_LATEST


class Meters:
    """What is counted as it happens. Labels are routes and numbers; never a path, an account or a word."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "whereas_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "whereas_request_seconds", "Seconds from a request to the end of its answer.", ("method", "route"),
            buckets=_SECONDS, registry=self.registry,
        )  # fmt: skip

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(method, route).observe(seconds)


@cache
def meters() -> Meters:
    """This process's meters."""
    return Meters()


def page_of_figures(state: Any, shared: Path | None) -> bytes:
    """All figures. `shared` is the folder through which several processes put theirs together; None for one alone."""
    registry = CollectorRegistry() if shared else meters().registry
    if shared:
        MultiProcessCollector(registry, path=str(shared))  # type: ignore[no-untyped-call] # it ships none for this
    standing = CollectorRegistry()
    standing.register(_Standing(state))
    return generate_latest(registry) + generate_latest(standing)


class _Standing(Collector):
    """What is true at this moment, read when it is asked for."""

    def __init__(self, state: Any) -> None:
        self._state = state

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges."""
        jobs = GaugeMetricFamily("whereas_jobs", "Jobs in each state.", labels=("state",))
        for name, count in Jobs(self._state.register).counts().items():
            jobs.add_metric([name], count)
        yield jobs
        ledger = self._state.room.whole(now=self._state.config.clock()).bench.ledger
        yield GaugeMetricFamily("whereas_ledger_entries", "Entries in the log of the ledger.", ledger.view().revision)
        free = shutil.disk_usage(self._state.config.home).free
        yield GaugeMetricFamily("whereas_disk_free_bytes", "Bytes free where the ledger's home stands.", free)
        warm = 1 if self._state.get("warm") else 0
        yield GaugeMetricFamily("whereas_warm", "Whether what most pages ask for is made.", warm)
