"""The page as a browser would read it: balanced elements, unique ids, nothing from outside, every chart well-formed."""

import html.parser
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree

RENDER = sys.argv.pop(1)
VOID = {"meta", "br", "link", "input", "hr", "img", "col", "wbr"}
ATTRIBUTES_THAT_LOAD = {"src", "srcset", "data", "action", "poster", "background", "formaction", "xlink:href"}


def render(*arguments):
    return subprocess.run([RENDER, *arguments], check=True, capture_output=True).stdout.decode("utf-8")


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack, self.ids, self.problems, self.links, self.headings = [], [], [], [], []
        self.tables, self.texts, self.labels = [], [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            self.ids.append(values["id"])
        for name, value in attributes:
            if name.startswith("on"):
                self.problems.append(f"handler {name} on {tag}")
            if name in ATTRIBUTES_THAT_LOAD or (name == "href" and not value.startswith("#")):
                self.problems.append(f"address {name}={value} on {tag}")
            if name in ("aria-labelledby", "aria-describedby"):
                self.labels.append(value)
        if tag in ("script", "link", "iframe", "object", "embed", "foreignobject", "base", "img"):
            self.problems.append(f"element {tag}")
        if tag == "a":
            self.links.append(values["href"][1:])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "table":
            self.tables.append({"caption": False, "cells": [], "heads": 0})
        if self.tables and tag == "th" and "scope" not in values:
            self.problems.append("th without scope")
        if tag == "tr":
            self.tables[-1]["cells"].append(0)
        if tag in ("td", "th"):
            self.tables[-1]["cells"][-1] += 1
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1] != tag:
            self.problems.append(f"</{tag}> closes {self.stack[-1:]}")
        else:
            self.stack.pop()

    def handle_data(self, data):
        self.texts.append(data)


class Page(unittest.TestCase):
    def read(self, name):
        text = render(name)
        reader = Reader()
        reader.feed(text)
        reader.close()
        return text, reader

    def test_structure(self):
        for name in ("brief", "edges"):
            with self.subTest(name):
                text, reader = self.read(name)
                self.assertEqual(reader.problems, [])
                self.assertEqual(reader.stack, [])
                self.assertEqual(len(reader.ids), len(set(reader.ids)))
                self.assertLessEqual(set(reader.links), set(reader.ids))
                self.assertLessEqual(set(reader.labels), set(reader.ids))
                self.assertEqual(reader.headings.count(1), 1)
                for before, after in zip(reader.headings, reader.headings[1:]):
                    self.assertLessEqual(after, before + 2)
                for table in reader.tables:
                    self.assertEqual(len(set(table["cells"])), 1 if table["cells"] else 0)
                self.assertTrue(text.startswith("<!DOCTYPE html>\n<html lang=\"en\">"))

    def test_nothing_from_outside(self):
        for name in ("brief", "edges"):
            text, _ = self.read(name)
            self.assertIn("default-src 'none'", text)
            self.assertNotRegex(text, r"(?i)https?:|//[a-z0-9.-]+\.[a-z]|@import|url\((?!#)|javascript:")

    def test_hostile_texts_stay_texts(self):
        text, reader = self.read("edges")
        self.assertNotIn("<script", text)
        self.assertEqual(text.count("</style>"), text.count("<style>"))
        self.assertIn("</title></desc></svg><script>alert(1)</script>", "".join(reader.texts))
        self.assertNotRegex(text, "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

    def test_each_svg_is_xml(self):
        for name in ("brief", "edges"):
            text, _ = self.read(name)
            charts = re.findall(r"<svg.*?</svg>", text, re.S)
            self.assertGreater(len(charts), 30)
            for chart in charts:
                self.check_svg(ElementTree.fromstring(chart), chart)

    def check_svg(self, root, source):
        if root.get("role") != "img" or root.get("aria-label"):
            return
        title, description = root[0], root[1]
        self.assertEqual((title.tag, description.tag), ("title", "desc"))
        self.assertTrue(title.text)
        self.assertEqual(root.get("aria-labelledby"), title.get("id"))
        self.assertEqual(root.get("aria-describedby"), description.get("id"))
        _, _, width, height = map(float, root.get("viewBox").split())
        for element in root.iter():
            for name in ("x", "y", "x1", "x2", "y1", "y2"):
                if element.get(name):
                    self.assertLessEqual(abs(float(element.get(name))), 2 * max(width, height), source[:200])
            if element.tag == "rect":
                self.assertGreaterEqual(float(element.get("width")), 0)
                self.assertGreaterEqual(float(element.get("height")), 0)

    def test_alone(self):
        for chart in ("graph", "ternary", "ternary-segment", "payments", "frontier", "calendar", "weights", "ranges", "utilities", "shares", "parts", "survival"):
            for width in ("360", "640", "1200"):
                source = render("brief", chart, width)
                root = ElementTree.fromstring(source.encode())
                self.assertEqual(root.get("width"), width)
                self.assertTrue(any(element.tag.endswith("style") for element in root))

    def test_party_keeps_its_colour(self):
        root = ElementTree.fromstring(render("brief", "burden").encode())
        names = {element.text: element.get("class") for element in root.iter() if element.tag.endswith("text")}
        self.assertIn("p0", names["Southland"])
        self.assertIn("p1", names["Northland"])
        self.assertIn("p2", names["Eastland"])

    def test_core_as_a_region(self):
        """The area has as many corners as the core, a segment is a line, corners are named after the parties."""
        paths = {}
        for chart in ("ternary", "ternary-segment"):
            root = ElementTree.fromstring(render("brief", chart).encode())
            found = [e for e in root.iter() if e.tag.endswith("path") and e.get("class") in ("zone", "ln q0", "ln fa qf")]
            # the first of a class is the sign in the legend, or the area where that has a rectangle
            paths[chart] = {name: [e.get("d") for e in found if e.get("class") == name] for name in ("zone", "ln q0", "ln fa qf")}
            names = {e.text: e.get("class") for e in root.iter() if e.tag.endswith("text")}
            self.assertEqual([names[n] for n in ("Southland", "Northland", "Eastland")], ["lb f p0", "lb f p1", "lb f p2"])
        corners = {chart: {name: [len(re.findall("[ML]", d)) for d in all_of] for name, all_of in found.items()}
                   for chart, found in paths.items()}
        self.assertEqual(corners["ternary"], {"zone": [6], "ln q0": [4, 6], "ln fa qf": [4, 3]})
        self.assertEqual(corners["ternary-segment"], {"zone": [], "ln q0": [4, 2], "ln fa qf": []})

    def test_graph_of_a_conflict(self):
        """A circle and a number for each state, the double ring for the status quo, an arrow for each move, in the colour of
        whoever makes it; names only where there is room, and none over another."""
        for width, named in (("1000", True), ("360", False)):
            root = ElementTree.fromstring(render("brief", "graph", width).encode())
            paths = [e.get("class") for e in root.iter() if e.tag.endswith("path")]
            self.assertEqual(paths.count("ln fa p1"), 2)  # arrows of the first party, of the second
            self.assertEqual(paths.count("ln fa p0"), 2)
            self.assertEqual(paths.count("f p0"), 3)  # heads, that of the legend among them
            self.assertEqual(paths.count("mk qi"), 3)  # states that last, and the legend
            self.assertEqual(paths.count("mk o qf"), 4)  # others; that of the ring in the legend
            self.assertEqual(paths.count("mk o q0"), 2)
            texts = [e for e in root.iter() if e.tag.endswith("text")]
            numbers = [e for e in texts if e.text in ("0", "1", "2", "3")]
            self.assertEqual(len(numbers), 4)
            places = {(e.get("x"), e.get("y")) for e in numbers}
            self.assertEqual(len(places), 4)
            names = [e for e in texts if e.text in ("both confess", "both silent", "Southland silent")]
            self.assertEqual(len(names), 3 if named else 0)
            sides = {}
            for e in names:
                sides.setdefault(e.get("text-anchor"), []).append(float(e.get("y")))
            for heights in sides.values():
                heights.sort()
                self.assertTrue(all(b - a >= 15.9 for a, b in zip(heights, heights[1:])))

    def test_print_carries_the_handling(self):
        text, _ = self.read("brief")
        self.assertRegex(text, r"@top-right\{content:\"TLP\\3a GREEN\"")
        self.assertIn("prefers-color-scheme:dark", text)
        hostile, _ = self.read("edges")
        self.assertNotIn("}</style><script", hostile)


class Colours(unittest.TestCase):
    """Contrast of party colours and texts with the paper, after WCAG 2."""

    @staticmethod
    def luminance(colour):
        colour = colour.lstrip("#")
        if len(colour) == 3:
            colour = "".join(c * 2 for c in colour)
        parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(self, a, b):
        a, b = sorted((self.luminance(a), self.luminance(b)))
        return (b + 0.05) / (a + 0.05)

    def test_contrast(self):
        sheets = re.findall(r":root\{(?:color-scheme:[^;]*;)?([^}]*)\}", render("brief"))
        self.assertEqual(len(sheets), 3)  # light, dark, print
        for sheet in sheets:
            colours = dict(part.split(":") for part in sheet.replace("--", "").split(";") if part)
            for name, value in colours.items():
                if not value.startswith("#"):
                    continue
                least = 4.5 if name in ("ink", "soft", "accent", "warn", "bad") else 3 if re.match("[pq][0-9]", name) else 1
                for ground in ("paper", "wash") if least == 4.5 else ("paper",):
                    self.assertGreaterEqual(self.contrast(value, colours[ground]), least, f"{name} on {ground}")


if __name__ == "__main__":
    unittest.main(verbosity=0)
