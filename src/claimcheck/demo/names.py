"""A name server on loopback that knows the hosts of the bundled web and no others."""

from __future__ import annotations

import socketserver
from collections.abc import Container

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

LOOPBACK = "127.0.0.1"
_TTL = 60


class NameServer(socketserver.ThreadingUDPServer):
    """Answers 127.0.0.1 for every one of ``hosts``, and that no other name exists (RFC 1035)."""

    daemon_threads = True

    def __init__(self, hosts: Container[str]) -> None:
        super().__init__((LOOPBACK, 0), _Question)
        self.hosts = hosts

    @property
    def address(self) -> str:
        """As ``--dns-servers`` takes it."""
        return f"{LOOPBACK}:{self.server_address[1]}"


class _Question(socketserver.BaseRequestHandler):
    server: NameServer

    def handle(self) -> None:
        packet, sock = self.request
        try:
            query = dns.message.from_wire(packet)
        except dns.exception.DNSException:
            return
        if not query.question:
            return
        sock.sendto(self._answer(query).to_wire(), self.client_address)

    def _answer(self, query: dns.message.Message) -> dns.message.Message:
        question = query.question[0]
        answer = dns.message.make_response(query, recursion_available=True)
        if question.name.to_text(omit_final_dot=True).lower() not in self.server.hosts:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif question.rdtype == dns.rdatatype.A:
            answer.answer.append(dns.rrset.from_text(question.name, _TTL, "IN", "A", LOOPBACK))
        return answer
