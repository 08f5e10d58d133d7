import socket

import pytest

from tests.network import NetworkForbidden


def test_nothing_is_looked_up():
    with pytest.raises(NetworkForbidden):
        socket.getaddrinfo("example.org", 443)


@pytest.mark.parametrize("address", ["192.0.2.1", "::ffff:192.0.2.1"])
def test_nothing_outside_is_reached(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET

    with socket.socket(family) as connection, pytest.raises(NetworkForbidden):
        connection.connect((address, 443))


def test_this_machine_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
