"""Nothing in a test reaches the network: a connection beyond this machine is an error."""

import ipaddress
import socket

_connect = socket.socket.connect
_getaddrinfo = socket.getaddrinfo


class NetworkForbidden(RuntimeError):
    """A test tried to leave this machine."""


def forbid_network():
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address[0]):
            raise NetworkForbidden(f"A test tried to reach {address[0]}.")
        return _connect(self, address)

    def getaddrinfo(host, *arguments, **options):
        if host and not is_local(host):
            raise NetworkForbidden(f"A test tried to look up {host}.")
        return _getaddrinfo(host, *arguments, **options)

    socket.socket.connect = connect
    socket.getaddrinfo = getaddrinfo


def is_local(host) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
