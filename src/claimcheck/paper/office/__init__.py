"""Papers from word processors: Word's .docx and OpenDocument's .odt."""

from claimcheck.paper.office.docx import read_docx
from claimcheck.paper.office.odt import read_odt

__all__ = ["read_docx", "read_odt"]
