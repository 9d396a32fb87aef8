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
    assert style(tmp_path, "main.css").endswith("\np { color: red; }")


def test_a_module_that_components_share_is_joined_by_its_way_from_the_folder(tmp_path):
    (tmp_path / "plot").mkdir()
    (tmp_path / "wire.js").write_text("export const wire = 1;\n", "utf-8")
    (tmp_path / "plot" / "main.js").write_text('import { wire } from "../wire.js";\nexport default wire;\n', "utf-8")
    assert script(tmp_path / "plot", "../wire.js", "main.js") == "const wire = 1;\n\nexport default wire;\n"
