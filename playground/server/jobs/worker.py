"""The process a job lives in: `python -m playground.server.jobs.worker`, fed by one message on stdin.

It answers on stdout. The message: `{"job": name, "arguments": {...}}`. The answers: `{"progress": share, "text": ...}`
any number of times, each with a `partial` where the job has one to show, then `{"result": {...}}` or
`{"failure": sentence}`. At the end of stdin the process ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

from playground.datasets.published_file import DataUnavailable
from playground.processes.messages import Message, read, write
from playground.processes.serving import listen, serve_and_exit
from playground.server.jobs.table import TABLE, function_of


def serve(messages: IO[bytes], answers: IO[bytes], table: Mapping[str, str] = TABLE) -> None:
    """Do the one job that is asked for. Whatever else the job raises is raised."""
    request = read(messages)
    if request is None:
        return
    listen(messages, answers, lambda _: None)

    def on_progress(share: float, text: str, partial: Message | None = None) -> None:
        shown = {} if partial is None else {"partial": partial}
        write(answers, {"progress": min(1.0, max(0.0, float(share))), "text": text, **shown})

    answer: Message
    try:
        answer = {"result": function_of(request["job"], table)(on_progress, **request["arguments"])}
    except (ValueError, DataUnavailable) as error:
        answer = {"failure": str(error)}
    write(answers, answer)


if __name__ == "__main__":
    serve_and_exit(serve)
