"""Findings for what can be wrong with an untrusted HDF5 file."""

from __future__ import annotations

from collections.abc import Sequence

from core.records import Finding
from core.text.sentence import say
from core.text.wording import byte_size

LINKS = say("External or soft links")
STORAGE = say("External storage")
SIZES = say("Declared against stored size")


def link_into_file(where: str, file: str, target: str) -> Finding:
    """A link whose target lies in another file."""
    return Finding(
        "dangerous",
        say("Link into another file"),
        where,
        say(
            "Reading would open {file} on this computer and take its contents for "
            "this file's (CVE-2026-1669).",
            file=file,
        ),
        evidence=f"external link to {file}, {target}",
        check=LINKS,
    )


def link_to_name(where: str, target: str) -> Finding:
    """A link that names a place in the same file."""
    return Finding(
        "not allowed",
        say("Link in place of content"),
        where,
        say(
            "The name points elsewhere instead of holding content, so what was checked need "
            "not be what is read. Keras writes no such links."
        ),
        evidence=f"link to {target}",
        check=LINKS,
    )


def stored_in_file(where: str, file: str) -> Finding:
    """A dataset whose contents lie in another file."""
    return Finding(
        "dangerous",
        say("Contents are stored in another file"),
        where,
        say(
            "Loading would copy {file} from this computer into the network's weights "
            "or images (CVE-2026-1669).",
            file=file,
        ),
        evidence=f"external storage in {file}",
        check=STORAGE,
    )


def pieced_together(where: str, sources: Sequence[str]) -> Finding:
    """A virtual dataset, made of datasets in the files `sources`."""
    return Finding(
        "dangerous",
        say("Virtual dataset"),
        where,
        say(
            "Its contents are pieced together from other datasets, which may lie in other "
            "files on this computer."
        ),
        evidence=f"virtual storage in {', '.join(sources[:5])}",
        check=STORAGE,
    )


def needs_plugin(where: str, code: int) -> Finding:
    """A dataset that only a filter plugin can read."""
    return Finding(
        "not allowed",
        say("Filter plugin needed"),
        where,
        say(
            "Reading needs HDF5 filter {code}, which is native code loaded from this "
            "computer. Save the file again with gzip or no compression.",
            code=code,
        ),
        check=STORAGE,
    )


def declares_too_much(where: str, declared: int, stored: int | None) -> Finding:
    """A place whose declared size in bytes far exceeds what is stored."""
    size = byte_size(declared)
    if stored is None:
        what = say("It declares {size}; reading it would fill this computer's memory.", size=size)
    else:
        what = say(
            "It declares {declared} and stores {stored}; reading it would fill this computer's "
            "memory.",
            declared=size,
            stored=byte_size(stored),
        )
    return Finding("not allowed", say("Size out of all proportion"), where, what, check=SIZES)


def too_intricate(where: str, objects: int, levels: int) -> Finding:
    """More than `objects` objects in the whole file, or more than `levels` levels of groups."""
    return Finding(
        "not allowed",
        say("Too many or too deep groups"),
        where,
        say(
            "Files above {objects:,} objects or {levels} levels are not opened; "
            "real ones have a few hundred.",
            objects=objects,
            levels=levels,
        ),
        check=SIZES,
    )
