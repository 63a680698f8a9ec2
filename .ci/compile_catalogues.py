"""Compile resources/locale/<language>/*.po into one modeller.mo per language; ``--check`` only says which are stale."""

import argparse
import struct
import sys
from pathlib import Path

from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "resources" / "locale"
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "zh_CN": "nplurals=1; plural=0;"}


def languages() -> list[str]:
    return sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir())


def words(language: str) -> dict[str, str | tuple[str, ...]]:
    """Key -> its words, a tuple where it has plural forms. ValueError: a key stands twice or has no words."""
    found: dict[str, str | tuple[str, ...]] = {}
    home: dict[str, str] = {}
    for path in sorted((LOCALE / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, charset="utf-8", abort_invalid=True)
        for entry in catalogue:
            if not entry.id:
                continue
            plural = not isinstance(entry.id, str)
            key = entry.id[0] if plural else entry.id
            forms = tuple(entry.string) if plural and not isinstance(entry.string, str) else (entry.string,)
            if key in found:
                raise ValueError(f"{language}: {key} stands in {home[key]} and in {path.name}")
            if not all(forms):
                raise ValueError(f"{path}: {key} has no words")
            if entry.fuzzy:
                raise ValueError(f"{path}: {key} is marked fuzzy")
            found[key], home[key] = forms if plural else forms[0], path.name
    return found


def compiled(language: str) -> bytes:
    """The .mo file of one language: the same bytes for the same words, whatever wrote them."""
    head = f"Language: {language}\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: {PLURALS[language]}\n"
    rows = [(b"", head.encode())]
    for key, forms in words(language).items():
        if isinstance(forms, str):
            rows.append((key.encode(), forms.encode()))
        else:
            rows.append((f"{key}\0{key}".encode(), "\0".join(forms).encode()))
    rows.sort()
    offset = 28 + 16 * len(rows)
    keys, values, tables = b"", b"", ([], [])
    for name, _ in rows:
        tables[0].append((len(name), offset + len(keys)))
        keys += name + b"\0"
    for _, text in rows:
        tables[1].append((len(text), offset + len(keys) + len(values)))
        values += text + b"\0"
    table = b"".join(struct.pack("<2I", *pair) for pairs in tables for pair in pairs)
    return struct.pack("<7I", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, offset) + table + keys + values


def target(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "modeller.mo"


def stale() -> list[Path]:
    """The compiled catalogues that are not what their .po files say."""
    return [
        target(language)
        for language in languages()
        if not target(language).is_file() or target(language).read_bytes() != compiled(language)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        for path in stale():
            print(f"stale: {path}")
        return 1 if stale() else 0
    for language in languages():
        path = target(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(compiled(language))
        print(f"{language}: {len(words(language))} messages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
