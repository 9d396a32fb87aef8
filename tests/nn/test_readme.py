"""The README's examples do what they say."""

import re
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_examples_run_one_after_the_other_and_learn(capsys):
    loop, call = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), flags=re.DOTALL)
    names = {}
    exec(compile(loop, str(README), "exec"), names)
    assert float(capsys.readouterr().out) > 0.95
    exec(compile(call, str(README), "exec"), names)
    *table, accuracy = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in table] == ["row", "1", "2", "3", "4", "total"]
    assert float(accuracy) > 0.9
    assert len([line for line in call.splitlines() if line]) == 6
