"""Turning Nagle's algorithm off."""

import socket

import pytest

from playground.server import nagle


def delays(connection):
    return not connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.skipif(not nagle.OPEN_FILES.is_dir(), reason="this system does not list a process's open files")
def test_connections_that_a_listening_socket_accepts_later_do_not_delay_either():
    first, second = socket.socketpair()
    with socket.create_server(("127.0.0.1", 0)) as server, first, second:
        assert delays(server)
        timeout = server.gettimeout()
        assert nagle.turn_off() >= 1
        assert not delays(server)
        assert server.gettimeout() == timeout
        with socket.create_connection(server.getsockname()), server.accept()[0] as accepted:
            assert not delays(accepted)
        first.sendall(b"still open")
        assert second.recv(10) == b"still open"


def test_a_system_that_lists_no_open_files_is_left_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(nagle, "OPEN_FILES", tmp_path / "none")
    assert nagle.turn_off() == 0
