"""A name server on loopback, over UDP and TCP, and the troubles that name servers make."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


class NameServer:
    """Answers from ``table``: for each name its IPv4 addresses (given in turn, the last one again), or one word.

    "nxdomain" (there is no such name), "silent" (no answer), "servfail", "refused", "empty" (NOERROR without a record),
    "truncated" (whole over TCP alone), "cut" (truncated, and TCP is closed without a word), "wrong id", "garbage",
    "wrong question", "slow" (1.5 seconds), "loop" (two aliases that name each other), "long" (more aliases than anybody
    follows). No other name exists. An IPv6 address (with a colon) is the answer to questions for AAAA, each time.
    """

    def __init__(self) -> None:
        self.table: dict[str, list[str]] = {}
        self.default: list[str] | None = None
        """What holds for names that are not in the table; None: they don't exist."""
        self.asked: list[tuple[str, str]] = []
        self.asked_over_tcp: list[str] = []
        self._udp, self._tcp, port = _one_port_for_both()
        self.address = f"127.0.0.1:{port}"
        self._threads = [threading.Thread(target=serve, daemon=True) for serve in (self._serve_udp, self._serve_tcp)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        for sock in (self._udp, self._tcp):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.sendto(b"stop", ("127.0.0.1", int(self.address.rpartition(":")[2])))
        for thread in self._threads:
            thread.join(5)

    def _serve_udp(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                data, peer = self._udp.recvfrom(4096)
                if data in (b"", b"stop"):  # shutdown wakes it with nothing
                    return
                threading.Thread(target=self._reply, args=(data, peer), daemon=True).start()

    def _reply(self, data: bytes, peer: tuple[str, int]) -> None:
        wire = self._answer(data, tcp=False)
        if wire is not None:
            with contextlib.suppress(OSError):
                self._udp.sendto(wire, peer)

    def _serve_tcp(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._tcp.accept()
                with client, contextlib.suppress(OSError, struct.error):
                    client.settimeout(5)
                    (size,) = struct.unpack("!H", client.recv(2, socket.MSG_WAITALL))
                    wire = self._answer(client.recv(size, socket.MSG_WAITALL), tcp=True)
                    if wire is not None:
                        client.sendall(struct.pack("!H", len(wire)) + wire)

    def _answer(self, data: bytes, *, tcp: bool) -> bytes | None:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name, kind = question.name.to_text(omit_final_dot=True), question.rdtype.name
        self.asked.append((name, kind))
        if tcp:
            self.asked_over_tcp.append(name)
        values = self.table.get(name, self.default)
        given = [value for value in values or () if ":" in value]
        word = values[0] if values and not values[0][:1].isdigit() and not given else ""
        answer = dns.message.make_response(query)
        if word == "slow":
            time.sleep(1.5)
        if values is None or word == "nxdomain":
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif word == "silent" or (word == "cut" and tcp):
            return None
        elif word in ("servfail", "refused"):
            answer.set_rcode(dns.rcode.SERVFAIL if word == "servfail" else dns.rcode.REFUSED)
        elif word == "garbage":
            return data[:2] + b"\xff" * 30
        elif word in ("truncated", "cut") and not tcp:
            answer.flags |= dns.flags.TC
        elif word == "wrong id":
            answer.id = (query.id + 1) % 65536
        elif word == "wrong question":
            other = dns.message.make_query("other.test", question.rdtype)
            answer.question = other.question
        elif word == "loop":
            other_name = "loop-b.test." if name == "loop-a.test" else "loop-a.test."
            answer.answer.append(dns.rrset.from_text(f"{name}.", 0, "IN", "CNAME", other_name))
            answer.answer.append(dns.rrset.from_text(other_name, 0, "IN", "CNAME", f"{name}."))
        elif word == "long":
            for step in range(40):
                here = f"{name}." if step == 0 else f"a{step}.test."
                answer.answer.append(dns.rrset.from_text(here, 0, "IN", "CNAME", f"a{step + 1}.test."))
        addresses = [value for value in values or () if value[:1].isdigit() and ":" not in value]
        addresses = addresses or ([] if given else ["127.0.0.1"])
        answers = not word or word in ("slow", "wrong id", "wrong question") or (word == "truncated" and tcp)
        for address in given if kind == "AAAA" else ():
            answer.answer.append(dns.rrset.from_text(f"{name}.", 0, "IN", "AAAA", address))
        if kind == "A" and values is not None and answers and addresses:
            address = values.pop(0) if not word and not given and len(values) > 1 else addresses[-1]
            answer.answer.append(dns.rrset.from_text(f"{name}.", 0, "IN", "A", address))
        return answer.to_wire()


def _one_port_for_both() -> tuple[socket.socket, socket.socket, int]:
    """A UDP and a TCP socket at the same port, which may be taken for one of them."""
    while True:
        tcp = socket.create_server(("127.0.0.1", 0))
        port = tcp.getsockname()[1]
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            udp.bind(("127.0.0.1", port))
        except OSError:
            udp.close()
            tcp.close()
        else:
            return udp, tcp, port
