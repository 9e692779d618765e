"""`python -m bench [part]`: parts are the names in PARTS. Prints a table, writes bench/results.json."""

import sys

from bench import circle, core, directory, journey, notices, pages, pictures, report, series, stories, unheard

PARTS = {
    "directory": directory.figures,
    "core": core.figures,
    "pages": pages.figures,
    "circle": circle.figures,
    "series": series.figures,
    "journey": journey.figures,
    "notices": notices.figures,
    "pictures": pictures.figures,
    "stories": stories.figures,
    "unheard": unheard.figures,
}


def main(asked: list[str]) -> int:
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        print(f"No such part: {unknown[0]}. There are: {', '.join(PARTS)}.")
        return 2
    for name in asked or PARTS:
        print(f"\n{name}")
        figures = PARTS[name]()
        report.show(figures)
        report.keep(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main([word for word in sys.argv[1:] if word]))
