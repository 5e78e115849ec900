"""No machine of a private network is ever asked, whatever a page, a redirect or a name server says."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.fetch.client import Client
from pipeline.fetch.errors import FetchError
from pipeline.fetch.guard import Backend, public

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.31.255.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "::10.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2002:a00:1::1",
    "2001:db8::1",
]
PUBLIC = ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_known_as_one(address: str) -> None:
    assert not public(address, loopback=False)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_known_as_one(address: str) -> None:
    assert public(address, loopback=False)


def test_loopback_is_this_machine_only() -> None:
    assert public("127.0.0.1", loopback=True)
    assert public("::1", loopback=True)
    assert not public("10.0.0.1", loopback=True)
    assert not public("::10.0.0.1", loopback=True)


def asked(client: Client, url: str, host: str) -> str:
    with pytest.raises(FetchError) as caught:
        client.get(url, io.BytesIO(), hosts=[host], pace=0, most=1000)
    client.close()
    return caught.value.code


@pytest.mark.parametrize("answers", [["10.0.0.1"], ["fd00::1"], ["8.8.8.8", "192.168.1.1"], ["127.0.0.1"]], ids=" ".join)
def test_a_name_with_a_private_address_is_not_asked(answers: list[str], site: Any, clock: Any) -> None:
    port = site.server.server_port
    client = Client("test@example.org", clock=clock, find=lambda host, port: answers)
    assert asked(client, f"https://www.mihon.example:{port}/a.pdf", "www.mihon.example") == "private_address"
    assert site.asked == []


def test_a_name_that_changes_between_two_requests_is_checked_again(site: Any, kit: Any, clock: Any) -> None:
    site.paper("/a.pdf", kit.pdf())
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    client = Client("test@example.org", clock=clock, limits=kit.LIMITS, loopback=True, find=lambda host, port: next(answers))
    url = f"http://www.mihon.example:{site.server.server_port}/a.pdf"
    assert asked(client, url, "www.mihon.example") == "private_address"
    assert site.asked == ["/robots.txt"]


def test_the_connection_goes_to_the_very_address_that_was_checked(clock: Any) -> None:
    class Network:
        to: list[str] = []

        def connect_tcp(self, host: str, *_: object) -> object:
            self.to.append(host)
            return object()

    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    backend = Backend(clock, False, lambda host, port: next(answers))
    backend._network = network = Network()  # type: ignore[assignment]
    backend.connect_tcp("www.mihon.example", 443)
    assert network.to == ["8.8.8.8"], "asked once, and what was checked is what is connected to"


REDIRECTS = [
    "http://10.0.0.1/x.pdf",
    "http://[::1]:1/x.pdf",
    "http://[fd00::1]/x.pdf",
    "http://[::ffff:169.254.169.254]/x.pdf",
    "//192.168.0.1/x.pdf",
    "https://127.0.0.1@10.0.0.1/x.pdf",
    "file:///etc/passwd",
    "gopher://127.0.0.1/x",
    "http://0x7f000001/x.pdf",
    "http://[bad/x.pdf",
]


@pytest.mark.parametrize("target", REDIRECTS)
def test_no_redirect_leads_anywhere_else(target: str, site: Any, kit: Any, night: Callable[..., Any]) -> None:
    site.index(("a.pdf", "会議録"), ("good.pdf", "会議録"))
    site.paper("/kaigi/good.pdf", kit.pdf())
    site.pages["/kaigi/a.pdf"] = kit.send(302, b"", Location=target)
    done = night().fetched[0]
    assert [trouble.code for trouble in done.failed] in (["forbidden_host"], ["not_https"])
    assert len(done.new) == 1
