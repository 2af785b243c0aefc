#!/usr/bin/python3
"""The schema made from the reader's tables: a valid schema that takes good cases and refuses broken ones; the
reference names every key and has no dead link.   test_schema.py PRINT_SCHEMA CASE..."""
import copy
import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML as an editor's checker sees it: dates are texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rows if tag != "tag:yaml.org,2002:timestamp"]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def texts_as_keys(value):
    if isinstance(value, dict):
        return {str(key): texts_as_keys(item) for key, item in value.items()}
    return [texts_as_keys(item) for item in value] if isinstance(value, list) else value


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def put(case, path, value):
    """A copy with another value at a path; an Ellipsis removes."""
    changed = copy.deepcopy(case)
    at = changed
    for name in path[:-1]:
        at = at[name]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return changed


BROKEN = [  # in the sketch
    (["titel"], "x"),
    (["title"], ...),
    (["entente"], 2),
    (["id"], "Not an id"),
    (["parties"], {}),
    (["parties", "North Land"], {"name": "x"}),
    (["parties", "north", "nam"], "x"),
    (["parties", "north", "discount"], 2),
    (["parties", "north", "capability"], {"value": 1, "low": 0}),
    (["issues", "payment", "options"], {"from": 1}),
    (["issues", "voice", "same_table"], "no"),
    (["preferences", "south", "payment", "weight"], -1),
    (["preferences", "south", "payment", "weight"], ...),
    (["preferences", "south", "scale"], "other"),
    (["preferences", "south", "growth", "values"], {}),
    (["positions", 0, "status"], "maybe"),
    (["positions", 0, "reported"], 5),
    (["no_deal", "north", "utility"], "high"),
    (["no_deal", "south", "path", 0, "from"], ...),
    (["dates", "opens"], "tomorrow"),
    (["events", "election", "outcomes", "incumbent", "p"], 1.5),
    (["events", "election", "outcomes"], {}),
    (["ratification", "south", "rule"], "most"),
    (["moves", "infeasible"], [{"arm": 1}]),
    (["projects", "shield", "participants"], ["north", "north"]),
    (["projects", "shield", "kind"], "price"),
    (["projects", "shield", "missing"], "nothing"),
    (["projects", "shield", "links"], [{"between": ["supply"], "cost": 6}]),
    (["projects", "shield", "pairs"], [{"between": ["north", "south"], "value": -5}]),
    (["projects", "shield", "unions"], [["north", "north"]]),
    (["projects", "shield", "cost_function"], {"points": [{"at": 0}]}),
    (["projects", "shield", "recoupment"], {"cost": 5}),
    (["projects", "shield", "keys", "economy", "round"], {"decimals": 4, "method": "up"}),
    (["projects", "shield", "keys", "economy", "mix"], [{"by": "gdp"}]),
    (["agreements", "a1", "years"], [2022]),
    (["agreements", "a1", "growth", "lag"], -1),
    (["series", "inflation", "values"], ...),
    (["claims", 0, "sentence"], "seven"),
    (["brief"], {"coded": "later"}),
]


LEAST_REFUSED = 55  # of the folder of broken cases: those whose structure is wrong


def refused_in(folder, validator):
    """How many broken cases the schema refuses, of those that are YAML at all."""
    names, readable = [], 0
    for path in sorted(pathlib.Path(folder).glob("*.yaml")):
        try:
            case = texts_as_keys(yaml.load(path.read_text(encoding="utf-8"), Loader))
        except (yaml.YAMLError, UnicodeDecodeError, ValueError, TypeError, RecursionError):
            continue
        readable += 1
        if not validator.is_valid(case):
            names.append(path.name)
    return names, readable


def main():
    schema = json.loads(output(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)
    for name in set(re.findall(r"#/\$defs/([a-z_-]+)", text)):
        assert name in schema["$defs"], name
    validator = jsonschema.Draft202012Validator(schema)
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            case = texts_as_keys(yaml.load(file, Loader))
        errors = [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator.iter_errors(case)]
        assert not errors, (path, errors)
    with open(sys.argv[2], encoding="utf-8") as file:
        sketch = texts_as_keys(yaml.load(file, Loader))
    for path, value in BROKEN:
        assert not validator.is_valid(put(sketch, path, value)), (path, value)
    names, readable = refused_in(pathlib.Path(__file__).parent / "bad", validator)
    assert len(names) >= LEAST_REFUSED, (len(names), readable)
    reference = output(sys.argv[1], "reference")
    anchors = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", reference, re.M)}
    for link in re.findall(r"\]\(#([^)]+)\)", reference):
        assert link in anchors, link
    for shape in [schema] + list(schema["$defs"].values()):
        for key in shape.get("properties", {}):
            assert f"`{key}`" in reference, key
    print(f"{len(sys.argv) - 2} cases taken, {len(BROKEN)} refused, and {len(names)} of {readable} broken files")


if __name__ == "__main__":
    main()
