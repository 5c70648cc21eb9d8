"""By which names a server may be asked, and what counts as one address of those who ask."""

from ipaddress import IPv6Address, ip_address, ip_network

from whereas.web.config import Config

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_ANY = ("0.0.0.0", "::")  # noqa: S104 -- what a host is compared with; nothing is bound here


def one_of(address: str) -> str:
    """What counts as one where paces and failures are counted by address: whoever has one address of version 6 has
    2^64 of them, so there it is their network."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


def known_host(said: str, config: Config) -> bool:
    """Whether the Host header of a request names this server: a loopback name, the host it is bound to, or one of the
    names it was given; a page of another site may point its own name here. Where it is bound to every address, any
    address in digits will do, for no name leads to one."""
    name = _without_port(said).lower()
    if name in (*_LOOPBACK, config.host.lower(), *(one.lower() for one in config.hosts)):
        return name not in _ANY
    return config.host in _ANY and _is_address(name)


def _without_port(said: str) -> str:
    if said.startswith("["):
        return said[1:].partition("]")[0]
    return said.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
