"""PDF papers, read with the layout of ``readers/``; page and box are kept."""

from claimcheck.paper.pdf.reader import read_pdf_paper

__all__ = ["read_pdf_paper"]
