"""What the documents name exists: files, headings, commands, options, targets, Python names."""

from __future__ import annotations

import ast
import importlib
import re
import shlex
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from support.markdown import anchor_of

import core
from core.cli.arguments import parser

REPOSITORY = Path(__file__).resolve().parents[2]
TESTS = REPOSITORY / "tests"
DOCUMENTS = [
    *(REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "CONTEXT.md", "CHANGELOG.md")),
    REPOSITORY / ".github/SECURITY.md",
    *sorted((REPOSITORY / "docs").rglob("*.md")),
]
MOST_LINES = {"README.md": 100, "CONTRIBUTING.md": 150}
LONGEST_LINE = 120
FOLDERS = ("core/", "gui/", "resources/", "tests/", "docs/", ".github/", ".ci/")
# What stands for a value in the tables of options.
VALUES = {"N": "1", "POINTS": "4", "SHARE": "0.05", "A,B": "0.5,0.5"}
SECTIONS = ["## Context", "## Considered", "## Decided", "## Consequences"]


def in_documents(find: Callable[[Path], Iterable[str]]) -> list[str]:
    """What `find` finds in each document, with the document's name."""
    return [
        f"{each.relative_to(REPOSITORY)}: {found}" for each in DOCUMENTS for found in find(each)
    ]


@cache
def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


@cache
def prose(document: Path) -> str:
    """A document without its blocks of code."""
    return re.sub(r"^ *```.*?^ *```$", "", text_of(document), flags=re.M | re.S)


def blocks(document: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(document), re.M | re.S)


def code_spans(document: Path) -> list[str]:
    return re.findall(r"`([^`\n]+)`", prose(document))


@cache
def shell_lines(document: Path) -> list[str]:
    """The commands of the shell blocks, without their comments."""
    lines = "".join(blocks(document, "sh")).replace("\\\n", " ").splitlines()
    return [line.partition(" #")[0].strip() for line in lines if line.strip()]


@cache
def anchors(document: Path) -> set[str]:
    """What GitHub makes of the headings."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.M)
    return set(map(anchor_of, headings))


def test_links_lead_somewhere() -> None:
    def broken(document: Path) -> Iterable[str]:
        for link in re.findall(r"\]\(([^)\s]+)\)", prose(document)):
            path, _, anchor = link.partition("#")
            if ":" in path:
                continue
            target = (document.parent / path).resolve() if path else document
            if not target.exists() or (anchor and anchor not in anchors(target)):
                yield link

    assert in_documents(broken) == []


def test_paths_that_are_named_exist() -> None:
    def missing(document: Path) -> Iterable[str]:
        words = [word for line in shell_lines(document) for word in shlex.split(line)]
        for path in {*code_spans(document), *words}:
            is_path = path.startswith(FOLDERS) and re.fullmatch(r"[\w./-]+", path)
            if is_path and not (REPOSITORY / path).exists():
                yield path

    assert in_documents(missing) == []


def commands(document: Path) -> list[list[str]]:
    """Every `goodnet ...` of a document, as the words after `goodnet`."""
    piped = [part for line in shell_lines(document) for part in line.split("|")]
    words = [shlex.split(each) for each in [*piped, *code_spans(document)]]
    return [each[1:] for each in words if each and Path(each[0]).name == "goodnet"]


def is_whole(words: list[str]) -> bool:
    """Whether a command can be typed as it stands, as `screen --json` in a sentence cannot."""
    return words == ["demo"] or any(not word.startswith("-") for word in words[1:])


def test_commands_and_their_options_parse(capsys: pytest.CaptureFixture[str]) -> None:
    def refused(document: Path) -> Iterable[str]:
        for words in filter(is_whole, commands(document)):
            try:
                parser().parse_args([VALUES.get(word, word) for word in words])
            except SystemExit:
                yield f"{' '.join(words)}: {capsys.readouterr().err}"

    assert in_documents(refused) == []


def test_commands_and_options_in_sentences_exist() -> None:
    known = set(re.findall(r"[\w-]+", help_of_all_commands()))

    def unknown(document: Path) -> Iterable[str]:
        said = [word for words in commands(document) if not is_whole(words) for word in words]
        spans = [span for span in code_spans(document) if span.startswith("--")]
        options = [part.split()[0] for span in spans for part in span.split(", ")]
        return {*said, *options} - known

    assert in_documents(unknown) == []


@cache
def help_of_all_commands() -> str:
    """The help of the command line and of every command, one after another."""
    texts, left = list[str](), [parser()]
    while left:
        each = left.pop()
        texts.append(each.format_help())
        for action in each._actions:
            if isinstance(action.choices, dict):
                left += action.choices.values()
    return "\n".join(texts)


def test_make_targets_exist() -> None:
    makefile = text_of(REPOSITORY / "Makefile")
    targets = set(re.findall(r"^([a-z-]+):.*##", makefile, re.M))

    def unknown(document: Path) -> Iterable[str]:
        lines = [*shell_lines(document), *code_spans(document)]
        return {line.split()[1] for line in lines if line.startswith("make ")} - targets

    assert in_documents(unknown) == []


def test_modules_that_are_run_exist() -> None:
    def missing(document: Path) -> Iterable[str]:
        for line in [*shell_lines(document), *code_spans(document)]:
            for name in re.findall(r"python -m (\S+)", line):
                places = [place / name.replace(".", "/") for place in (REPOSITORY, TESTS)]
                if not any(at.is_dir() or at.with_suffix(".py").exists() for at in places):
                    yield name

    assert in_documents(missing) == []


def test_python_compiles_and_its_imports_resolve() -> None:
    def missing(document: Path) -> Iterable[str]:
        for block in blocks(document, "python"):
            for node in ast.walk(ast.parse(block)):
                if isinstance(node, ast.ImportFrom):
                    module = importlib.import_module(node.module or "")
                    yield from (each.name for each in node.names if not has(module, each.name))
                elif isinstance(node, ast.Import):
                    for each in node.names:
                        importlib.import_module(each.name)

    assert in_documents(missing) == []


def has(module: ModuleType, name: str) -> bool:
    if module is core and not hasattr(core, "__all__"):
        return True  # it says what is public as soon as there is anything
    return name in getattr(module, "__all__", dir(module))


def test_the_first_documents_stay_short() -> None:
    lengths = {name: len(text_of(REPOSITORY / name).splitlines()) for name in MOST_LINES}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES[name]} == {}


def test_lines_stay_short() -> None:
    def long(document: Path) -> Iterable[str]:
        for line in text_of(document).splitlines():
            if len(line) > LONGEST_LINE and not line.lstrip().startswith("|"):
                yield line

    assert in_documents(long) == []


def test_every_decision_is_listed_and_has_its_sections() -> None:
    pages = sorted((REPOSITORY / "docs/decisions").glob("[0-9]*.md"))
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", text_of(REPOSITORY / "docs/decisions/README.md"))

    assert listed == [page.name for page in pages]
    assert [page.name[:4] for page in pages] == [f"{n:04d}" for n in range(1, len(pages) + 1)]
    assert [
        page.name for page in pages if re.findall(r"^## .*$", text_of(page), re.M) != SECTIONS
    ] == []
