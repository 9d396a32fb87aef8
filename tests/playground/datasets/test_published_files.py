"""Published files: found, proved, fetched from a loopback server, and never used when they are not right."""

import contextlib
import gzip
import hashlib
import http.server
import socket
import threading
import traceback

import numpy as np
import pytest

from nn.registry import make
from playground.datasets import Dataset, mnist, usps
from playground.datasets.download import Download, download_progress
from playground.datasets.published_file import FOLDER_VARIABLE, DataUnavailable, PublishedFile
from tests.bombs import UNPACKED, little_memory

CONTENT = gzip.compress(bytes(range(256)) * 2000, mtime=0)
NAME = "tiny.gz"


class Server(http.server.ThreadingHTTPServer):
    """Answers every request by `respond(handler)`, and counts them."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.respond = lambda handler: send(handler, CONTENT)
        self.requests = 0
        self.url = f"http://127.0.0.1:{self.server_address[1]}/{NAME}"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.requests += 1
        with contextlib.suppress(ConnectionError):
            self.server.respond(self)

    def log_message(self, *_arguments):
        pass


def send(handler, content, *, status=200, length=None, **headers):
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(content) if length is None else length))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)


@pytest.fixture
def server():
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path / "data" / "tiny"


def published(*urls, content=CONTENT, size=None):
    sha256 = hashlib.sha256(content).hexdigest()
    return PublishedFile("Tiny digits", "tiny", NAME, len(content) if size is None else size, sha256, urls)


def put(folder, content):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_bytes(content)


def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_file_is_fetched_once_and_then_used_as_it_is(server, folder):
    file = published(server.url)
    assert not file.here
    assert file.read() == CONTENT
    assert file.here
    assert file.read() == CONTENT
    assert server.requests == 1
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_a_file_that_is_there_is_used_without_any_network(folder):
    put(folder, CONTENT)
    assert published().read() == CONTENT


def test_the_cache_is_used_where_no_folder_is_named(server, folder, monkeypatch):
    monkeypatch.delenv(FOLDER_VARIABLE)
    file = published(server.url)
    (place,) = file.places()
    assert file.read() == CONTENT
    assert place.read_bytes() == CONTENT
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder.parent))
    assert file.read() == CONTENT
    assert server.requests == 1


@pytest.mark.parametrize("wrong", [CONTENT[:-9], CONTENT + b"more", CONTENT[:-1] + b"?", b""])
def test_a_cut_longer_or_changed_file_is_fetched_again_and_never_used(wrong, server, folder):
    put(folder, wrong)
    assert published(server.url).read() == CONTENT
    assert (folder / NAME).read_bytes() == CONTENT
    put(folder, wrong)
    server.respond = lambda handler: send(handler, b"", status=503)
    with pytest.raises(DataUnavailable):
        published(server.url).read()


def test_a_file_of_another_size_is_not_even_read(folder, monkeypatch):
    put(folder, CONTENT + b"more")
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail(f"{path} was read"))
    with pytest.raises(DataUnavailable, match="nobody offers"):
        published().read()


BROKEN = {
    "answers with error 404": lambda handler: send(handler, b"", status=404),
    "is not the published file": lambda handler: send(handler, CONTENT[:-1] + b"?"),
    "sends is not the published": lambda handler: send(handler, CONTENT + b"more"),
    "broke off": lambda handler: send(handler, CONTENT[:1000], length=len(CONTENT)),
}


@pytest.mark.parametrize("words", list(BROKEN))
def test_what_goes_wrong_is_said_in_one_sentence_and_leaves_nothing(words, server, folder):
    server.respond = BROKEN[words]
    with pytest.raises(DataUnavailable, match=words) as caught:
        published(server.url).read()
    message = str(caught.value)
    assert "digits of 8 × 8" in message
    assert message.count(".") == 1
    assert "During handling" not in "".join(traceback.format_exception(caught.value))
    assert "direct cause" not in "".join(traceback.format_exception(caught.value))
    assert list(folder.iterdir()) == []
    assert download_progress() is None


def test_an_answer_without_an_end_stops_at_the_size(server, folder):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(bytes(1 << 16))

    server.respond = endless
    with pytest.raises(DataUnavailable, match="not the published file"):
        published(server.url).read()
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("folder")
def test_no_network_is_said_in_words():
    with pytest.raises(DataUnavailable, match="cannot be reached from here"):
        published(f"http://127.0.0.1:{closed_port()}/{NAME}").read()


@pytest.mark.usefixtures("folder")
def test_the_second_address_is_tried_where_the_first_fails(server):
    file = published(f"http://127.0.0.1:{closed_port()}/{NAME}", server.url)
    assert file.read() == CONTENT


@pytest.mark.usefixtures("folder")
def test_bytes_arrive_as_they_are_stored_whatever_the_server_calls_them(server):
    server.respond = lambda handler: send(handler, CONTENT, Content_Encoding="gzip")
    assert published(server.url).read() == CONTENT


def test_a_folder_that_cannot_be_written_to_leaves_the_cache(server, folder):
    folder.parent.mkdir()
    folder.write_text("a file where the folder should be")
    file = published(server.url)
    assert file.read() == CONTENT
    assert file.places()[1].read_bytes() == CONTENT


@pytest.mark.usefixtures("folder")
def test_progress_can_be_watched_from_another_thread(server):
    half_sent, go_on, seen = threading.Event(), threading.Event(), []

    def in_halves(handler):
        middle = len(CONTENT) // 2
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(CONTENT[:middle])
        handler.wfile.flush()
        half_sent.set()
        go_on.wait(30)
        handler.wfile.write(CONTENT[middle:])

    server.respond = in_halves
    reader = threading.Thread(target=lambda: seen.append(published(server.url).read()))
    reader.start()
    assert half_sent.wait(30)
    progress = download_progress()
    assert progress == Download("Tiny digits", NAME, progress.done, len(CONTENT))
    assert progress.done < len(CONTENT)
    go_on.set()
    reader.join(30)
    assert seen == [CONTENT]
    assert download_progress() is None


def idx(values, kind=0x08):
    header = bytes([0, 0, kind, values.ndim]) + b"".join(length.to_bytes(4, "big") for length in values.shape)
    return gzip.compress(header + values.astype(np.uint8).tobytes(), mtime=0)


def offered(name, content, server):
    return PublishedFile(
        "MNIST digits", "mnist", name, len(content), hashlib.sha256(content).hexdigest(), (server.url,)
    )


@pytest.mark.usefixtures("folder")
def test_mnist_reads_its_four_files_from_the_network(server, monkeypatch):
    images = np.arange(20 * 784).reshape(20, 28, 28) % 251
    labels = np.arange(20) % 10
    contents = {"a": idx(images), "b": idx(labels), "c": idx(images[:10]), "d": idx(labels[:10])}
    answers = iter(contents.values())
    server.respond = lambda handler: send(handler, next(answers))
    names = ("TRAIN_IMAGES", "TRAIN_LABELS", "TEST_IMAGES", "TEST_LABELS")
    for constant, (name, content) in zip(names, contents.items(), strict=True):
        monkeypatch.setattr(mnist, constant, offered(name, content, server))
    samples = mnist._read.__wrapped__()
    np.testing.assert_array_equal(samples.x_train[..., 0], images)
    assert samples.x_train.dtype == np.uint8
    np.testing.assert_array_equal(samples.y_test, labels[:10])
    assert not samples.x_train.flags.writeable


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(b"no gzip", id="not packed"),
        pytest.param(gzip.compress(b"\0\0"), id="no header"),
        pytest.param(idx(np.zeros((2, 28, 28)), kind=0x0D), id="other numbers"),
        pytest.param(idx(np.zeros((2, 28, 27))), id="other shape"),
        pytest.param(idx(np.zeros((2, 28))), id="one axis fewer"),
        pytest.param(idx(np.zeros((2, 28, 28)))[:-12], id="cut off"),
        pytest.param(gzip.compress(gzip.decompress(idx(np.zeros((2, 28, 28)))) + b"more"), id="too long"),
        pytest.param(gzip.compress(gzip.decompress(idx(np.zeros((2, 28, 28))))[:-1]), id="too short"),
    ],
)
def test_idx_files_with_another_header_are_refused(packed):
    with pytest.raises(DataUnavailable, match="MNIST digits"):
        mnist.values_in(packed, (28, 28))


def test_both_spellings_of_the_usps_text_are_read():
    grey = " ".join(["-1.0000", "0.5", "1"] + ["-1"] * 253)
    x, y = usps.digits_in(gzip.compress(f"6.0000 {grey} \n9 {grey}\n".encode()))
    assert x.shape == (2, 16, 16, 1)
    assert x.dtype == np.float32
    np.testing.assert_array_equal(x[0].ravel()[:4], np.float32([0, 0.75, 1, 0]))
    assert y.tolist() == [6, 9]


@pytest.mark.parametrize("text", [b"6 1 2 3", b"six " + b"1 " * 256])
def test_damaged_usps_text_is_refused(text):
    with pytest.raises(DataUnavailable, match="USPS digits"):
        usps.digits_in(gzip.compress(text))


@pytest.mark.parametrize("read", [lambda packed: mnist.values_in(packed, (28, 28)), usps.digits_in])
def test_a_file_that_unpacks_to_more_than_any_of_its_set_is_refused_at_that_size(read, monkeypatch):
    for of in (mnist, usps):
        monkeypatch.setattr(of, "MOST_BYTES", 10**6)
    packed = gzip.compress(b"0 " * (UNPACKED // 2), 1)
    with little_memory(), pytest.raises(DataUnavailable):
        read(packed)


def test_a_damaged_packing_is_refused():
    packed = bytearray(gzip.compress(b"6 " + b"1 " * 256))
    packed[12] ^= 0xFF
    for read in (lambda packed: mnist.values_in(packed, (28, 28)), usps.digits_in):
        with pytest.raises(DataUnavailable):
            read(bytes(packed))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("kind", ["usps", "mnist"])
def test_what_has_to_be_downloaded_is_known_before(kind):
    files = make(Dataset, {"kind": kind}).files
    assert make(Dataset, {"kind": kind}).bytes_to_download() == sum(file.size for file in files)
    assert all(url.startswith("https://") for file in files for url in file.urls)
    assert make(Dataset, {"kind": "digits8"}).bytes_to_download() == 0
