"""Update the .ts files with the texts in gui/ and core/, and compile them.

`python -m resources.i18n.collect`. Qt's lupdate cannot find two kinds of text. A module's helper
`_tr` marks texts with the context in the helper's body. Core, which must not use Qt, passes
templates to `say` or to errors, and so do the report's pages. This module finds all of them in the
syntax trees.
"""

from __future__ import annotations

import ast
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from jinja2 import Environment, nodes

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
CORE_CONTEXT = "core"
# Every exception that derives from this class of core.errors takes a template, like `say`.
SAID = "Said"

Text = tuple[str, str]  # context, source


def texts(folders: Sequence[Path] = (ROOT / "gui", ROOT / "core")) -> list[Text]:
    """Every translatable text by context, each once."""
    paths = [path for folder in folders for path in folder.glob("**/*.py")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    templates = {"say"} | said_exceptions(trees)
    said = {text for tree in trees for text in _texts_of(tree, templates)}
    return sorted(said.union(*(_said_in(page) for page in (ROOT / "resources").rglob("*.j2"))))


def said_exceptions(trees: Sequence[ast.AST]) -> set[str]:
    """The names of the exceptions in `trees` that take a template."""
    bases = {
        node.name: {ast.unparse(base) for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {SAID}
    while more := {name for name in bases if bases[name] & found} - found:
        found |= more
    return found


def translations(path: Path) -> dict[Text, str]:
    """The finished translations in a .ts file."""
    if not path.exists():
        return {}
    return {
        (context.findtext("name", ""), message.findtext("source", "")): translated
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
        if (translated := message.findtext("translation"))
    }


def write(path: Path, wanted: list[Text], known: dict[Text, str]) -> None:
    """Write `wanted` to a .ts file; texts that are not in `known` are marked as unfinished."""
    root = ET.Element("TS", version="2.1", language=path.stem.split("_", 1)[1])
    contexts: dict[str, ET.Element] = {}
    for name, source in wanted:
        if name not in contexts:
            contexts[name] = ET.SubElement(root, "context")
            ET.SubElement(contexts[name], "name").text = name
        message = ET.SubElement(contexts[name], "message")
        ET.SubElement(message, "source").text = source
        translation = ET.SubElement(message, "translation")
        if (name, source) in known:
            translation.text = known[name, source]
        else:
            translation.set("type", "unfinished")
    ET.indent(root)
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
        + ET.tostring(root, encoding="unicode")
        + "\n",
        encoding="utf-8",
    )


def main() -> None:
    """Update and compile all languages."""
    wanted = texts()
    for path in sorted(FOLDER.glob("*.ts")):
        known = translations(path)
        write(path, wanted, known)
        missing = sum(text not in known for text in wanted)
        print(f"{path.name}: {len(wanted)} texts, {missing} to be translated")
        qm = str(path.with_suffix(".qm"))
        subprocess.run(["pyside6-lrelease", "-silent", str(path), "-qm", qm], check=True)


def _texts_of(tree: ast.Module, templates: AbstractSet[str]) -> Iterator[Text]:
    constants = _constants(tree)
    helper_context = _helper_context(tree, constants)
    for owner, call in _calls(tree, ""):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        name = call.func.id if isinstance(call.func, ast.Name) else name
        words = [_value(argument, constants) for argument in call.args]
        if name == "tr" and words and isinstance(words[0], str):
            yield owner, words[0]
        elif name == "_tr" and words and isinstance(words[0], str):
            yield helper_context, words[0]
        elif ast.unparse(call.func) in templates and words and isinstance(words[0], str):
            yield CORE_CONTEXT, words[0]
        elif name in ("translate", "N") and len(words) > 1:
            context, source = words[:2]
            if isinstance(context, str) and isinstance(source, str):
                yield context, source


def _said_in(page: Path) -> set[Text]:
    """The texts that a template of the report passes to `say`."""
    tree = Environment().parse(page.read_text(encoding="utf-8"))
    calls = ((each.node, each.args) for each in tree.find_all(nodes.Call))
    said = [args[0] for by, args in calls if isinstance(by, nodes.Name) and by.name == "say"]
    return {(CORE_CONTEXT, each.value) for each in said if isinstance(each, nodes.Const)}


def _constants(tree: ast.Module) -> dict[str, object]:
    """The names that a module gives to texts, such as CONTEXT."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _value(argument: ast.expr, constants: dict[str, object]) -> object:
    if isinstance(argument, ast.Name):
        return constants.get(argument.id)
    return argument.value if isinstance(argument, ast.Constant) else None


def _helper_context(tree: ast.Module, constants: dict[str, object]) -> str:
    """The context that a module's `_tr` passes to `translate`."""
    helpers = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "_tr"]
    for _, call in (pair for helper in helpers for pair in _calls(helper, "")):
        if call.args:
            return str(_value(call.args[0], constants))
    return ""


def _calls(node: ast.AST, owner: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call below `node`, with the class in which it occurs."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield owner, child
        inner = child.name if isinstance(child, ast.ClassDef) else owner
        yield from _calls(child, inner)


if __name__ == "__main__":
    main()
