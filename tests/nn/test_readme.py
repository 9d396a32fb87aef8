"""The README's example does what it says."""

import re
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_ten_lines_run_and_learn(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), flags=re.DOTALL)
    exec(compile(code, str(README), "exec"), {})
    assert float(capsys.readouterr().out) > 0.95
