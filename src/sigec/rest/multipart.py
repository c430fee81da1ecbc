"""Files in forms (RFC 7578), read as they arrive: the first file is wanted, the rest is left."""

import re
from collections.abc import AsyncIterator
from email.message import Message

from sigec.kit.errors import FieldError, Invalid

HEAD_BYTES_MAX = 16 * 1024
_BOUNDARY_LENGTH_MAX = 70
_END_OF_HEAD = b"\r\n\r\n"
_NAME = re.compile(rb'filename="((?:[^"\\]|\\.)*)"|filename=([^;\s]+)', re.IGNORECASE)


class FormFile:
    """The first file of a form; ``name`` is known once its content is read."""

    def __init__(self, body: AsyncIterator[bytes], boundary: bytes) -> None:
        self.name = ""
        self._body = body
        self._edge = b"\r\n--" + boundary
        self._held = b"\r\n"  # the first edge has no line before it

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield the file's content.

        :raises Invalid: when the form has no file, or ends before the file does.
        """
        while not await self._enter():
            async for _left in self._content():
                pass
        async for part in self._content():
            yield part

    async def _enter(self) -> bool:
        """Go to the next part's content; say whether the part is a file."""
        await self._until(self._edge)
        head = await self._until(_END_OF_HEAD)
        if head.startswith(b"--"):
            raise _broken()
        found = _NAME.search(head)
        if found is not None:
            self.name = (found[1] or found[2] or b"").decode("utf-8", "replace")
        return found is not None

    async def _content(self) -> AsyncIterator[bytes]:
        """Yield up to the next edge, which stays held."""
        while (place := self._held.find(self._edge)) < 0:
            safe = len(self._held) - len(self._edge)
            if safe > 0:
                part, self._held = self._held[:safe], self._held[safe:]
                yield part
            await self._more()
        part, self._held = self._held[:place], self._held[place:]
        if part:
            yield part

    async def _until(self, mark: bytes) -> bytes:
        """Return what stands before a mark, and pass it."""
        while (place := self._held.find(mark)) < 0:
            if len(self._held) > HEAD_BYTES_MAX:
                raise _broken()
            await self._more()
        before, self._held = self._held[:place], self._held[place + len(mark) :]
        return before

    async def _more(self) -> None:
        try:
            self._held += await anext(self._body)
        except StopAsyncIteration:
            raise _broken() from None


def boundary_of(content_type: str) -> bytes | None:
    """Return what parts a form, ``None`` of what is none."""
    message = Message()
    message["Content-Type"] = content_type
    if message.get_content_type() != "multipart/form-data":
        return None
    boundary = message.get_param("boundary")
    if not isinstance(boundary, str) or not 0 < len(boundary) <= _BOUNDARY_LENGTH_MAX:
        raise _broken()
    return boundary.encode("latin-1", "replace")


def _broken() -> Invalid:
    return Invalid(FieldError(field="file", code="field.form_file"))
