"""Registries of works (Crossref, DataCite, OpenAlex, arXiv, the handle service) and the pages of works themselves: what
they say of each entry of a bibliography. They are told bibliographic data alone."""

from claimcheck.registries.compare import Comparison, Difference, compare
from claimcheck.registries.consult import Asking, Consulted, consult
from claimcheck.registries.record import Author, Notice, Record

__all__ = ["Asking", "Author", "Comparison", "Consulted", "Difference", "Notice", "Record", "compare", "consult"]
