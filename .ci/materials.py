#!/usr/bin/env python3
"""What a package is made of: a bill of materials (CycloneDX 1.5) and the licence texts of every crate in it.

    .ci/materials.py FOLDER     writes materials.json and licences.txt there

Takes what `cargo tree` says to be linked on this machine, without what only tests and builds use. A crate whose sources hold no licence text is told, with
the licence that it declares; one that declares none is an error.
"""
import json
import pathlib
import subprocess
import sys

PROJECT = pathlib.Path(__file__).resolve().parent.parent
NAMES = ("licen", "copying", "notice", "copyright", "unlicense")


def run(*command):
    return subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True).stdout


def linked():
    """The packages that are linked into the program on this machine, with what `cargo metadata` says of them."""
    lines = run("cargo", "tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}").splitlines()
    wanted = {tuple(line.split()[:2]) for line in lines if line.strip()}
    packages = json.loads(run("cargo", "metadata", "--locked", "--format-version", "1"))["packages"]
    found = [package for package in packages if (package["name"], "v" + package["version"]) in wanted]
    return sorted(found, key=lambda package: (package["name"], package["version"]))


def texts(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    named = [file for file in sorted(folder.iterdir()) if file.is_file() and any(name in file.name.lower() for name in NAMES)]
    return [(file.name, file.read_text(encoding="utf-8", errors="replace").strip()) for file in named]


def main():
    folder = pathlib.Path(sys.argv[1])
    packages = linked()
    undeclared = [package["name"] for package in packages if not package["license"] and not package["license_file"]]
    if undeclared:
        sys.exit(f"materials.py: no licence declared by {', '.join(undeclared)}")

    components = [
        {
            "type": "library",
            "name": package["name"],
            "version": package["version"],
            "licenses": [{"expression": package["license"].replace("/", " OR ")}] if package["license"] else [],
            "purl": f"pkg:cargo/{package['name']}@{package['version']}",
        }
        for package in packages
        if package["source"]
    ]
    own = next(package for package in packages if not package["source"])
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": own["name"], "version": own["version"], "licenses": [{"expression": own["license"]}]}},
        "components": components,
    }
    (folder / "materials.json").write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")

    # One text serves every crate that has it to the letter.
    bearers, silent = {}, []
    for package in packages:
        name = f"{package['name']} {package['version']} ({package['license'] or package['license_file']})"
        found = texts(package)
        if not found:
            silent.append(name)
        for _, text in found:
            bearers.setdefault(text, []).append(name)
    font = PROJECT / "assets/fonts/OFL.txt"
    bearers.setdefault(font.read_text(encoding="utf-8").strip(), []).append("Papier Sans, the typeface (OFL-1.1)")
    with open(folder / "licences.txt", "w", encoding="utf-8") as out:
        out.write("Papier is under MIT or Apache-2.0, at your choice. What it is made of, with the licence of each part:\n")
        for text, names in sorted(bearers.items(), key=lambda item: item[1]):
            out.write("\n" + "=" * 80 + "\n" + "\n".join(names) + "\n" + "-" * 80 + "\n" + text + "\n")
        if silent:
            out.write("\n" + "=" * 80 + "\nTheir sources hold no text; the licence is the one declared:\n" + "\n".join(silent) + "\n")
    print(f"{len(components)} crates, {len(bearers)} licence texts, {len(silent)} crates without a text of their own")


main()
