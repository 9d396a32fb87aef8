"""Joining a component's modules."""

from playground.components.assets import script, style


def test_modules_are_joined_without_the_imports_between_them(tmp_path):
    (tmp_path / "axis.js").write_text("export function axis() {\n  return 1;\n}\n", "utf-8")
    (tmp_path / "main.js").write_text(
        'import { axis } from "./axis.js";\nexport default function () {\n  axis();\n}\n', "utf-8"
    )
    (tmp_path / "main.css").write_text("p { color: red; }", "utf-8")
    assert script(tmp_path, "axis.js", "main.js") == (
        "function axis() {\n  return 1;\n}\n\nexport default function () {\n  axis();\n}\n"
    )
    assert style(tmp_path, "main.css") == "p { color: red; }"
