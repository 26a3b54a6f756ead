"""``make bench``: every benchmark that needs no outside data, one after the other."""

from __future__ import annotations

from benchmarks import bibliography, evidence

if __name__ == "__main__":
    evidence.main([])
    bibliography.main([])
