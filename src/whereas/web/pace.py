"""How many requests somebody may make in a minute; counted in each process for itself."""

import threading
import time


class Pace:
    """Counts by key in windows of a minute. `most` 0 lets everything through."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._window, self._counts = 0, dict[str, int]()

    def allows(self, key: str) -> bool:
        """Count a request; False where it is one too many."""
        if not self._most:
            return True
        with self._lock:
            window = int(time.monotonic() // 60)
            if window != self._window:
                self._window, self._counts = window, {}
            self._counts[key] = self._counts.get(key, 0) + 1
            return self._counts[key] <= self._most
