"""Which addresses may be asked: https, the hosts that a source names, and never a machine of a private network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection, Iterable
from urllib.parse import urljoin, urlsplit

import httpcore

from pipeline.clock import Clock
from pipeline.fetch.errors import FetchError

Resolve = Callable[[str, int], list[str]]

# Prefixes of 96 bits before an IPv4 address: translated (RFC 6052) and compatible (RFC 4291).
TRANSLATED_HERE = ipaddress.ip_network("64:ff9b:1::/48")  # within one network (RFC 8215)
CARRIERS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))


def resolve(host: str, port: int) -> list[str]:
    """All IP addresses of a host. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def public(address: str, loopback: bool) -> bool:
    """Whether an IP address is of the public internet (or, where that is allowed, of this machine)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = _carried(ip) if isinstance(ip, ipaddress.IPv6Address) and not ip.is_loopback else None
    if inner is not None:
        return public(str(inner), loopback)
    if isinstance(ip, ipaddress.IPv6Address) and ip in TRANSLATED_HERE:
        return False
    return (ip.is_global and not ip.is_multicast) or (loopback and ip.is_loopback)


def _carried(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address to which an IPv6 address leads, if it is one that does."""
    if any(ip in carrier for carrier in CARRIERS):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def redirected(url: str, location: str) -> str:
    """Where an address sends its reader. Raises FetchError where that is no address."""
    try:
        target = urljoin(url, location).partition("#")[0]
        urlsplit(target).port  # noqa: B018 - asked for its error
    except ValueError as error:
        raise FetchError("forbidden_host", f"{url} is redirected to what is no address: {error}") from error
    return target


def check(url: str, hosts: Collection[str], loopback: bool) -> None:
    """Raises FetchError where an address must not be asked. `loopback` allows http, for a server on this machine."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        raise FetchError("not_https", f"{url} is not https")
    if parts.username or parts.password:
        raise FetchError("forbidden_host", f"{url} carries a user name")
    if (parts.hostname or "") not in {host.lower() for host in hosts}:
        raise FetchError("forbidden_host", f"{parts.hostname} is not among the hosts of this source")


class Backend(httpcore.NetworkBackend):
    """Connections that go to the very IP address that was checked, and that end when the time for an address is over."""

    def __init__(self, clock: Clock, loopback: bool, find: Resolve = resolve) -> None:
        self.clock, self.loopback, self.find = clock, loopback, find
        self.until = float("inf")
        self._network = httpcore.SyncBackend()

    def left(self, timeout: float | None) -> float:
        """Seconds that an operation may take. Raises httpcore.ReadTimeout where the time is over."""
        rest = self.until - self.clock.seconds()
        if rest <= 0:
            raise httpcore.ReadTimeout("it took too long altogether")
        return min(rest, timeout) if timeout is not None else rest

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check every address, connect to the first that answers."""
        try:
            addresses = self.find(host, port)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} is not known: {error}") from error
        for address in addresses:
            if not public(address, self.loopback):
                raise FetchError("private_address", f"{host} is {address}, which is no public address")
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                stream = self._network.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
                return Stream(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


class Stream(httpcore.NetworkStream):
    """A connection whose every operation ends in time."""

    def __init__(self, stream: httpcore.NetworkStream, backend: Backend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):  # type: ignore[no-untyped-def]
        return Stream(self._stream.start_tls(ssl_context, server_hostname, self._backend.left(timeout)), self._backend)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
