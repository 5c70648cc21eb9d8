"""Runs a command as a unit of systemd would confine it, where there is no systemd: `confined.py UNIT HOME COMMAND...`.

It reads the unit and lays on, by the kernel's own means, what it asks for of what may break a program: the filter of
system calls, refusal of memory that is written and then run, families of addresses, a file system that is only read but
for HOME, a `/proc` with nothing but processes in it, no device but the harmless ones, no capability, no new privilege,
the bounds on open files and on the modes of new ones. Left out: users, control groups and what only hides. Needs root,
its right to unshare, systemd-analyze and libseccomp.
"""

import ctypes
import ctypes.util
import errno
import os
import re
import resource
import socket
import subprocess
import sys
from pathlib import Path

_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_PR_SET_MDWE, _PR_SET_NO_NEW_PRIVS, _PR_CAPBSET_DROP = 65, 38, 24
_CLONE_NEWNS = 0x00020000
_NAMESPACES = 0x7E020080  # every flag of clone(2) that makes a namespace
_MASKED_EQ, _EQ = 7, 4
_DEVICES = ("null", "zero", "full", "random", "urandom")


def unit_of(unit: str) -> dict[str, str]:
    """The settings of a unit's text; of one that is said twice the last."""
    return dict(re.findall(r"(?m)^(\w+)=(.*)$", unit))


def allowed(named: str) -> set[str]:
    """The system calls of a set, as systemd-analyze tells them, with the sets in it."""
    text = subprocess.run(["systemd-analyze", "syscall-filter", named], check=True, capture_output=True, text=True)
    said = [line.strip() for line in text.stdout.splitlines()[1:]]
    names = {one for one in said if one and one[0] not in "#@"}
    return names.union(*(allowed(one) for one in said if one.startswith("@")))


def main() -> None:
    """Confine this process, and become the command."""
    unit, home, command = unit_of(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]), sys.argv[3:]
    calls = set[str]().union(*(allowed(one) for one in unit["SystemCallFilter"].split()))
    libc = ctypes.CDLL(None, use_errno=True)
    _hold(libc.unshare(_CLONE_NEWNS), "unshare")
    _mounts(home, unit)
    os.umask(int(unit["UMask"], 8))
    files = int(unit["LimitNOFILE"])
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    os.environ |= {"TMPDIR": "/mnt/tmp", "HOME": "/nonexistent"}
    for number in range(64):
        libc.prctl(_PR_CAPBSET_DROP, number, 0, 0, 0)
    if unit["NoNewPrivileges"] == "yes":
        _hold(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
    if unit.get("MemoryDenyWriteExecute") == "yes":
        _hold(libc.prctl(_PR_SET_MDWE, 1, 0, 0, 0), "memory")
    _filter(calls, unit)
    os.execvp(command[0], command)  # noqa: S606 -- what this is for


def _mounts(home: Path, unit: dict[str, str]) -> None:
    def mount(*said: str) -> None:
        subprocess.run(["mount", *said], check=True)

    mount("--make-rprivate", "/")
    mount("-t", "tmpfs", "tmpfs", "/mnt")
    for name in ("tmp", "dev"):
        Path("/mnt", name).mkdir(mode=0o700)
    mount("--bind", str(home), str(home))
    if unit["PrivateDevices"] == "yes":
        for name in _DEVICES:
            Path("/mnt/dev", name).touch()
            mount("--bind", f"/dev/{name}", f"/mnt/dev/{name}")
        Path("/mnt/dev/shm").mkdir()
        mount("--rbind", "/mnt/dev", "/dev")
    if unit["ProtectSystem"] == "strict":
        mount("-o", "remount,bind,ro", "/")
    hidden = f"hidepid={unit['ProtectProc']}" + (",subset=pid" if unit["ProcSubset"] == "pid" else "")
    mount("-t", "proc", "-o", hidden, "proc", "/proc")


def _filter(calls: set[str], unit: dict[str, str]) -> None:
    class Compare(ctypes.Structure):
        _fields_ = (("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64))

    library = ctypes.CDLL(ctypes.util.find_library("seccomp") or "libseccomp.so.2", use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    refusal = _ERRNO | int(getattr(errno, unit["SystemCallErrorNumber"]))
    context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(refusal)))

    def rule(name: str, act: int, *where: Compare) -> None:
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:
            _hold(library.seccomp_rule_add(context, ctypes.c_uint32(act), number, len(where), *where), name)

    # These two say in their arguments what a unit restricts.
    special = {"socket", "clone"} | ({"clone3", "unshare", "setns"} if unit["RestrictNamespaces"] == "yes" else set())
    for name in sorted(calls - special):
        rule(name, _ALLOW)
    for family in unit["RestrictAddressFamilies"].split():
        rule("socket", _ALLOW, Compare(0, _EQ, int(getattr(socket, family)), 0))
    rule("clone", _ALLOW, Compare(0, _MASKED_EQ, _NAMESPACES, 0))
    rule("clone3", _ERRNO | errno.ENOSYS)  # its flags cannot be seen: libraries then take the older one
    _hold(library.seccomp_load(context), "filter")


def _hold(result: int, what: str) -> None:
    if result != 0:
        sys.exit(f"confined: {what}: {os.strerror(ctypes.get_errno() or -result)}")


if __name__ == "__main__":
    main()
