"""Bytes of web sockets: Streamlit, Panel and Shiny send their pages over one, which the browser's books of
requests leave out.

What the browser tells is a message after unpacking; of a socket that agreed on compression it is packed again
here, as RFC 7692 does it with its defaults, to know what came over the line.
"""

import base64
import zlib
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession

BINARY = 2
HEAD = 10  # at most 10 bytes before a message that is longer than 64 kB; 2 before a short one
SHORT, MIDDLE = 126, 65_536


@dataclass
class Sockets:
    """Counts what comes in over web sockets."""

    packed: dict[str, Any] = field(default_factory=dict)
    bytes: int = 0

    def watch(self, session: CDPSession) -> None:
        session.on("Network.webSocketHandshakeResponseReceived", self._agreed)
        session.on("Network.webSocketFrameReceived", self._received)

    def _agreed(self, event: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        if "permessage-deflate" in headers.get("sec-websocket-extensions", ""):
            self.packed[event["requestId"]] = zlib.compressobj(6, zlib.DEFLATED, -15)

    def _received(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        text = frame["payloadData"]
        content = base64.b64decode(text) if frame["opcode"] == BINARY else text.encode()
        self.bytes += on_the_line(content, self.packed.get(event["requestId"]))

    def begin(self) -> None:
        self.bytes = 0


def on_the_line(content: bytes, packer: Any = None) -> int:
    """Bytes of one message with its head, packed when the socket agreed on that."""
    size = len(content)
    if packer is not None:
        size = len(packer.compress(content) + packer.flush(zlib.Z_SYNC_FLUSH)) - 4  # the tail is left off
    return size + (2 if size < SHORT else 4 if size < MIDDLE else HEAD)
