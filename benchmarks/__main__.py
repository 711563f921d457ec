"""`python -m benchmarks`: one command, one run, its tables for each language."""

from __future__ import annotations

import argparse

from benchmarks.material import Material
from benchmarks.parts import ONCE, PARTS
from benchmarks.report import Line, render_lines, render_place
from benchmarks.vocabulary import LAWS, WANTED_TOKENS


def main() -> None:
    """Measure what is asked for and print it."""
    options = _read_options()
    print(f"Measured on {render_place()}; {options.tokens:,} running words.")
    parts = [part for name, part in PARTS.items() if name in options.only]
    for language in [options.language] if options.language else LAWS:
        material = Material(language, options.tokens)
        _print_lines(language, [line for part in parts for line in part(material)])
    for name, part in ONCE.items():
        if name in options.only:
            _print_lines(name, list(part()))


def _print_lines(title: str, lines: list[Line]) -> None:
    if lines:
        print(f"\n## {title}\n\n{render_lines(lines)}", flush=True)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--tokens", type=int, default=WANTED_TOKENS, help="running words")
    parser.add_argument("--language", choices=tuple(LAWS), help="one language only")
    every = (*PARTS, *ONCE)
    parser.add_argument("--only", nargs="+", choices=every, default=every, help="some parts only")
    return parser.parse_args()


if __name__ == "__main__":
    main()
