"""Run the measurements that were asked for, and print a table of each."""

import sys

from tests.bench import earning, load, napkin, packs, pages, writers

PARTS = {
    "pages": pages.measure,
    "load": load.measure,
    "packs": packs.measure,
    "napkin": napkin.measure,
    "earning": earning.measure,
    "writers": writers.measure,
}


def main(asked: list[str]) -> int:
    """Print the tables; an unknown name is told."""
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        print(f"There is no {unknown[0]}; there are {', '.join(PARTS)}.")
        return 2
    for name in asked or PARTS:
        print(f"\n## {name}\n")
        for line in PARTS[name]():
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
