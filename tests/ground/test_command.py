"""The `kith` command, as people and systemd start it: a process of its own, one sentence when something is wrong."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.depth import pick
from tests.serving import HANG, Server, free_port, wait_until

ROOT = Path(__file__).parent.parent.parent
GOOD = "a4Zq8-rT2mXw9_Lk6Vb3Nd7Hs5Jf1Gp0YcUeQ"


def clean() -> dict[str, str]:
    """None of this machine's settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "DJANGO_"))}


def kith(*told: str, env: dict[str, str] | None = None, typed: str = "") -> subprocess.CompletedProcess:
    """Runs `kith` with none of this machine's settings, and waits."""
    return subprocess.run(  # noqa: PLW1510
        [sys.executable, "-m", "kith.config.command", *told],
        cwd=ROOT,
        env=clean() | (env or {}),
        input=typed,
        capture_output=True,
        text=True,
        timeout=HANG,
    )


def assert_one_sentence(done: subprocess.CompletedProcess, *words: str) -> None:
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


@pytest.fixture(scope="module")
def set_up(tmp_path_factory) -> Path:
    """A folder that `kith init` has laid out."""
    folder = tmp_path_factory.mktemp("init") / "data"
    done = kith("init", "--yes", "--data", str(folder), "--domain", "circle.example.org", "--name", "Our place")
    assert done.returncode == 0, done.stderr
    return folder


def test_help_is_given_without_loading_django():
    asked = (
        "import sys; from kith.config import command; command.parser().format_help(); print('django' in sys.modules)"
    )
    done = subprocess.run(  # noqa: PLW1510
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, timeout=HANG
    )
    assert done.stdout.strip() == "False"


def test_a_busy_port_is_said_in_one_sentence(tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = str(busy.getsockname()[1])
        assert_one_sentence(
            kith("serve", "--port", port, "--data", str(tmp_path), env={"KITH_SECRET": GOOD}), port, "--port"
        )


@pytest.mark.deep
def test_an_unwritable_folder_is_said_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    assert_one_sentence(kith("serve", "--data", str(tmp_path / "file" / "in")), "cannot write", "--data")


BROKEN = [
    ("KITH_DATABASE", "postgres://kith@127.0.0.1:1/kith"),
    ("KITH_DATABASE", "a file somewhere"),
    ("KITH_DATABASE", "postgres://kith@127.0.0.1:port/kith"),
    ("KITH_REDIS", "redis://127.0.0.1:1/0"),
    ("KITH_REDIS", "a file somewhere"),
    ("KITH_MAIL", "postman"),
    ("KITH_DEBUG", "perhaps"),
]


@pytest.mark.parametrize(("name", "value"), BROKEN[: pick(3, 99, 99)])
def test_a_setting_that_cannot_work_is_named_in_one_sentence(tmp_path, name, value):
    told = ("serve", "--port", str(free_port()), "--data", str(tmp_path))
    assert_one_sentence(kith(*told, env={"KITH_SECRET": GOOD, name: value}), name)


@pytest.mark.parametrize("secret", [None, "short", "not-a-secret-only-for-the-demo-and-for-tests"])
def test_nobody_is_served_with_a_secret_that_others_know_or_could_guess(tmp_path, secret):
    told = ("serve", "--port", str(free_port()), "--data", str(tmp_path))
    assert_one_sentence(kith(*told, env={"KITH_SECRET": secret} if secret else {}), "KITH_SECRET", "kith init")


@pytest.mark.deep
def test_a_database_of_a_newer_kith_is_left_alone_and_doctor_says_so(set_up, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(set_up, folder)
    with sqlite3.connect(folder / "kith.sqlite3") as db:
        db.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('groups', '9999_tomorrow', '2027-01-01')"
        )
    assert_one_sentence(kith("serve", "--port", "0", "--data", str(folder)), "newer Kith", "9999_tomorrow")
    assert "newer Kith" in kith("doctor", "--data", str(folder)).stdout


def test_a_start_that_was_stopped_while_it_laid_its_tables_begins_again(tmp_path):
    """Whatever moment it is stopped in: all the tables are there with their notes, or none."""
    stopped = """
import os, sys
from kith.config.commands import from_nothing, ground
ground.load_django()
from django.db.migrations.recorder import MigrationRecorder
noted = MigrationRecorder.record_applied
def once(self, app, name):
    noted(self, app, name)
    os._exit(9)
MigrationRecorder.record_applied = once
from_nothing.lay_tables()
"""
    env = os.environ | {"KITH_DATA": str(tmp_path), "KITH_DATABASE": "", "KITH_SECRET": GOOD}
    assert subprocess.run([sys.executable, "-c", stopped], env=env, cwd=ROOT, timeout=HANG).returncode == 9  # noqa: PLW1510
    done = kith("work", "--once", "--data", str(tmp_path), env={"KITH_SECRET": GOOD})
    assert done.returncode == 0, done.stderr


def test_a_line_that_cannot_be_read_is_not_passed_over(tmp_path):
    (tmp_path / "settings.env").write_text(f"KITH_SECRET={GOOD}\nKITH_PROXIES 1\n")
    assert_one_sentence(kith("doctor", "--data", str(tmp_path)), "line 2 of", "settings.env")


NOT_MINE = "def no(*told, **more): raise PermissionError(13, 'Permission denied', 'settings.env')\ndjango.setup = no"
SOMEONE_ELSES = {
    "settings.env": "import django\n" + NOT_MINE,
    "kith.sqlite3": "import os; os.access = lambda path, how: not path.endswith('kith.sqlite3')",
}


@pytest.mark.parametrize("name", SOMEONE_ELSES)
def test_a_file_of_someone_else_is_said_in_one_sentence(set_up, name):
    """A host who forgets `runuser`. Root may do anything, so here only what the system would say is put in its mouth."""
    told = ["serve", "--port", "0", "--data", str(set_up)]
    code = f"{SOMEONE_ELSES[name]}\nimport sys\nfrom kith.config import command\nsys.exit(command.main({told!r}))"
    done = subprocess.run(  # noqa: PLW1510
        [sys.executable, "-c", code], cwd=ROOT, env=clean(), capture_output=True, text=True, timeout=HANG
    )
    assert_one_sentence(done, name, "whom that file belongs to")


def test_a_demo_whose_note_is_torn_says_so(tmp_path):
    (tmp_path / "demo.json").write_text("{")
    assert_one_sentence(kith("demo", "--port", "0", "--data", str(tmp_path)), "demo.json", "--data")


@pytest.mark.parametrize("told", [[], ["help"]])
def test_kith_by_itself_tells_its_commands(told):
    done = kith(*told)
    assert "doctor" in done.stdout + done.stderr and "Traceback" not in done.stderr


@pytest.mark.deep
def test_the_worker_ends_in_peace_when_it_is_told_to(set_up):
    """systemd tells all of a service at once, the worker too, while its pipe is still open."""
    told = [sys.executable, "-m", "kith.config.command", "work", "--child", "--data", str(set_up)]
    with subprocess.Popen(
        told, cwd=ROOT, env=clean(), stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as worker:
        wait_until(lambda: is_watching(worker.pid), "its watching")
        worker.terminate()
        assert worker.wait(HANG) == 0
        assert worker.stderr is not None and worker.stderr.read() == ""


def is_watching(pid: int) -> bool:
    """It has its answer to SIGTERM, and the thread that reads the pipe."""
    told = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return bool(int(told["SigCgt"], 16) >> (signal.SIGTERM - 1) & 1) and int(told["Threads"]) > 1


@pytest.mark.deep
def test_a_broken_database_file_is_said_in_one_sentence(tmp_path):
    (tmp_path / "kith.sqlite3").write_text("this is not a database, whatever its name says" * 100)
    told = ("serve", "--port", str(free_port()), "--data", str(tmp_path))
    assert_one_sentence(kith(*told, env={"KITH_SECRET": GOOD}), "database")


# ---- init ------------------------------------------------------------------------------------------------------------


GUESSED = ["a" * 64, "short", "not-a-secret-only-for-the-demo-and-for-tests"]


@pytest.mark.deep
@pytest.mark.parametrize("secret", GUESSED[: pick(1, 3, 3)])
def test_init_refuses_a_secret_that_could_be_guessed_and_leaves_nothing(tmp_path, secret):
    assert_one_sentence(kith("init", "--yes", "--data", str(tmp_path), "--secret", secret), "guessed")
    assert not (tmp_path / "settings.env").exists()
    assert kith("init", "--yes", "--data", str(tmp_path), "--secret", GOOD).returncode == 0


NO_DOMAINS = ["circle.example.org\nKITH_DEBUG=1", "not a domain", "x;y.org", "localhost"]


@pytest.mark.deep
@pytest.mark.parametrize("domain", NO_DOMAINS[: pick(1, 4, 4)])
def test_init_refuses_what_is_not_a_domain(tmp_path, domain):
    assert_one_sentence(kith("init", "--yes", "--data", str(tmp_path), "--domain", domain), "domain")


@pytest.mark.deep
def test_init_refuses_a_passphrase_that_is_too_short(tmp_path):
    (tmp_path / "phrase").write_text("short\n")
    told = ("init", "--yes", "--data", str(tmp_path / "data"), "--passphrase-file", str(tmp_path / "phrase"))
    assert_one_sentence(kith(*told), "passphrase")


def test_init_writes_nothing_over_settings_that_are_there(set_up):
    before = (set_up / "settings.env").read_text()
    assert_one_sentence(kith("init", "--yes", "--data", str(set_up)), "--overwrite")
    assert_one_sentence(kith("init", "--data", str(set_up), typed="yes\n"), "--overwrite")
    assert (set_up / "settings.env").read_text() == before


@pytest.mark.deep
def test_init_anew_keeps_the_secret_and_what_nobody_is_asked_about(tmp_path):
    """Printed codes are good only under the secret they were made with."""
    before = {
        "KITH_SECRET": GOOD,
        "KITH_NAME": "Our place",
        "KITH_REDIS": "redis://localhost:1/0",
        "KITH_HOSTS": "a.example",
    }
    (tmp_path / "settings.env").write_text("".join(f"{name}='{value}'\n" for name, value in before.items()))
    done = kith("init", "--overwrite", "--yes", "--data", str(tmp_path), "--domain", "circle.example.org")
    assert done.returncode == 0, done.stderr
    after = settings_in(tmp_path)
    assert {name: after[name] for name in ("KITH_SECRET", "KITH_NAME", "KITH_REDIS")} == {
        name: before[name] for name in ("KITH_SECRET", "KITH_NAME", "KITH_REDIS")
    }
    assert after["KITH_HOSTS"].split(",") == ["circle.example.org", "localhost", "127.0.0.1", "a.example"]


@pytest.mark.deep
def test_init_with_a_secret_of_ones_own_keeps_the_one_before_as_an_old_one(tmp_path):
    """Or everyone were signed out, and every printed code void. One that could be guessed would let anybody in."""
    for secret, older in (
        (GOOD, []),
        (new := GOOD[::-1], [GOOD]),
        (newest := r"# \\ ${HOME} " + GOOD, [new, GOOD]),
        (newest, [new, GOOD]),
    ):
        told = ("--secret", secret, "--name", r"A\\B # ${HOME}")
        done = kith("init", "--overwrite", "--yes", "--data", str(tmp_path), *told)
        assert done.returncode == 0, done.stderr
        assert as_kith_reads_it(tmp_path) == [secret, older, r"A\\B # ${HOME}"]
    (tmp_path / "settings.env").write_text("KITH_SECRET=short\n")
    assert kith("init", "--overwrite", "--yes", "--data", str(tmp_path), "--secret", GOOD).returncode == 0
    assert as_kith_reads_it(tmp_path) == [GOOD, [], "Kith"]


def as_kith_reads_it(folder: Path) -> list:
    reads = "import json; from kith.config.settings import *"
    told = f"{reads}; print(json.dumps([SECRET_KEY, SECRET_KEY_FALLBACKS, HOST_NAME]))"
    env = clean() | {"KITH_DATA": str(folder)}
    done = subprocess.run([sys.executable, "-c", told], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.deep
def test_init_mends_settings_that_cannot_be_understood(tmp_path):
    (tmp_path / "settings.env").write_text(f"KITH_SECRET={GOOD}\nKITH_MAIL='no address'\nKITH_URL=nowhere\n???\n")
    assert_one_sentence(kith("doctor", "--data", str(tmp_path)), "could not be understood")
    done = kith("init", "--overwrite", "--yes", "--data", str(tmp_path), "--mail", "", "--domain", "")
    assert done.returncode == 0 and settings_in(tmp_path)["KITH_SECRET"] == GOOD, done.stderr


@pytest.mark.deep
def test_init_that_cannot_be_carried_out_leaves_the_settings_as_they_were(tmp_path):
    was = f"KITH_SECRET={GOOD}\n"
    (tmp_path / "settings.env").write_text(was)
    (tmp_path / "kith.sqlite3").write_text("this is no database, whatever its name may say " * 40)
    assert_one_sentence(kith("init", "--overwrite", "--yes", "--data", str(tmp_path)), "does not answer")
    assert (tmp_path / "settings.env").read_text() == was


@pytest.mark.parametrize(
    ("told", "word"), [(["--mail", "nonsense mail"], "smtp+tls://"), (["--port", "700000"], "not a port")]
)
def test_init_takes_no_answer_that_kith_would_refuse_later(tmp_path, told, word):
    assert_one_sentence(kith("init", "--yes", "--data", str(tmp_path / "data"), *told), word)
    assert not (tmp_path / "data" / "settings.env").exists()


@pytest.mark.deep
def test_init_says_where_to_serve(tmp_path):
    done = kith("init", "--yes", "--data", str(tmp_path), "--port", "9000", "--domain", "circle.example.org")
    assert done.stdout.strip().endswith("--port 9000")


@pytest.mark.deep
def test_init_anew_shows_no_passphrase_and_enter_leaves_what_is_there(tmp_path):
    (tmp_path / "word").write_text("a long enough phrase")
    mail = "smtp+tls://kith:hushhush@mail.example:587"
    first = ("--mail", mail, "--domain", "old.example.org")
    assert kith("init", "--yes", "--data", str(tmp_path), *first).returncode == 0
    again = ("init", "--overwrite", "--data", str(tmp_path), "--passphrase-file", str(tmp_path / "word"))
    done = kith(*again, "--domain", "new.example.org", typed="\n\n\n")
    assert done.returncode == 0 and "hushhush" not in done.stdout + done.stderr, done.stderr
    after = settings_in(tmp_path)
    assert (after["KITH_MAIL"], after["KITH_MAIL_FROM"]) == (mail, "kith@new.example.org")
    assert "old.example.org" not in after["KITH_HOSTS"]
    assert kith(*again, typed="\n-\n-\n\n").returncode == 0
    assert "KITH_MAIL" not in settings_in(tmp_path) and settings_in(tmp_path)["KITH_URL"] == "http://localhost:8000"


def settings_in(folder: Path) -> dict[str, str]:
    from dotenv import dotenv_values

    return {name: value or "" for name, value in dotenv_values(folder / "settings.env").items()}


@pytest.mark.deep
def test_init_asks_whoever_is_there_and_says_so_when_nobody_is(tmp_path):
    assert_one_sentence(kith("init", "--data", str(tmp_path / "a")), "--yes")


def test_init_leaves_private_settings_a_caddy_file_and_a_host(set_up):
    settings = set_up / "settings.env"
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    told = settings_in(set_up)
    assert len(told["KITH_SECRET"]) >= 48
    assert told["KITH_URL"] == "https://circle.example.org"
    assert told["KITH_NAME"] == "Our place"
    assert "circle.example.org {" in (set_up / "Caddyfile").read_text()
    with sqlite3.connect(set_up / "kith.sqlite3") as rows:
        assert rows.execute("select sign_in, is_host from people_person").fetchall() == [("host", 1)]


@pytest.mark.deep
def test_init_says_what_will_not_work_without_https_and_without_mail(tmp_path):
    without = kith("init", "--yes", "--data", str(tmp_path / "a")).stdout
    assert "passkeys" in without and "Without mail" in without
    mail = ("--domain", "circle.example.org", "--mail", "smtp+tls://kith:x@mail.example.org:587")
    with_both = kith("init", "--yes", "--data", str(tmp_path / "b"), *mail).stdout
    assert "passkeys" not in with_both and "Without mail" not in with_both


@pytest.mark.deep
def test_each_init_makes_another_secret_and_another_passphrase(tmp_path):
    said = [kith("init", "--yes", "--data", str(tmp_path / name)).stdout for name in "ab"]
    assert said[0].splitlines()[2] != said[1].splitlines()[2]
    assert (tmp_path / "a/settings.env").read_text() != (tmp_path / "b/settings.env").read_text()


# ---- doctor ----------------------------------------------------------------------------------------------------------


@pytest.mark.deep
def test_doctor_finds_what_is_missing_and_says_what_to_do(tmp_path):
    done = kith("doctor", "--data", str(tmp_path / "new"))
    assert done.returncode == 1
    assert "wrong  KITH_SECRET is not set" in done.stdout
    assert "wrong  nobody is the host" in done.stdout
    assert "Run: kith init" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.deep
def test_doctor_is_content_with_what_init_made(set_up):
    done = kith("doctor", "--data", str(set_up))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "wrong" not in done.stdout
    assert "journal wal" in done.stdout
    assert "no mail: everything reaches people in Kith" in done.stdout
    assert "no worker is at work just now" in done.stdout


@pytest.mark.deep
def test_doctor_sees_settings_that_others_may_read(tmp_path):
    kith("init", "--yes", "--data", str(tmp_path / "data"))
    (tmp_path / "data").chmod(0o755)
    (tmp_path / "data" / "settings.env").chmod(0o644)
    done = kith("doctor", "--data", str(tmp_path / "data"))
    assert done.returncode == 1
    assert "others on this machine may read" in done.stdout


@pytest.mark.deep
def test_check_finds_nothing_to_say():
    done = kith("check")
    assert done.returncode == 0, done.stdout + done.stderr


# ---- serve and demo --------------------------------------------------------------------------------------------------


def answer(url: str) -> int:
    with urlopen(url, timeout=HANG) as page:
        return page.status


def test_serve_says_one_line_of_json_answers_and_ends_when_asked(serve):
    server = serve()
    assert set(server.facts) == {"url"}
    assert answer(server.url) == 200
    assert server.stop() in {0, -15}  # -15: ended by the signal it was sent, after closing


@pytest.mark.deep
def test_serve_again_on_the_same_folder_lays_out_static_files_only_when_they_changed(serve):
    server = serve()
    stamp = server.data / "static" / ".stamp"
    before = stamp.stat().st_mtime_ns
    server.restart()
    assert stamp.stat().st_mtime_ns == before
    assert not server.log


@pytest.mark.deep
def test_two_processes_may_begin_on_one_new_folder_at_once(tmp_path):
    both = [Server("serve", tmp_path / "data", {"KITH_SECRET": GOOD}) for _ in range(2)]
    try:
        for server in both:
            server.start()
        assert [answer(server.url) for server in both] == [200, 200]
    finally:
        for server in both:
            server.kill()


def status(url: str) -> int:
    """What it answers there; 0 while nothing listens."""
    try:
        return answer(url)
    except HTTPError as error:
        return error.code
    except URLError:
        return 0


@pytest.mark.deep
def test_pages_and_sockets_can_be_served_apart(tmp_path):
    web, live = (Server(role, tmp_path / "data", {"KITH_SECRET": GOOD}) for role in ("web", "live"))
    try:
        web.start()
        assert wait_until(lambda: status(web.url), "pages") == 200
        assert status(live.start().url) == 400  # no pages here
    finally:
        web.stop()
        live.kill()


def test_the_demo_stays_out_of_a_real_community(set_up):
    before = (set_up / "kith.sqlite3").read_bytes()
    assert_one_sentence(kith("demo", "--port", str(free_port()), "--data", str(set_up)), "real community")
    assert (set_up / "kith.sqlite3").read_bytes() == before


@pytest.mark.deep
def test_the_demo_has_ten_people_and_a_circle_and_twice_keeps_what_is_there(serve):
    server = serve(demo=True)
    first = server.facts
    assert len(first["people"]) >= 10
    assert {"sign_in", "passphrase", "alias", "role"} == set(first["people"][0])
    assert {one["role"] for one in first["people"]} == {"member", "facilitator", "co_facilitator"}
    assert first["circle"].startswith("/circle/")
    with sqlite3.connect(server.data / "kith.sqlite3") as rows:
        rows.execute("update groups_membership set alias = 'Teodor' where alias = 'Teo'")
    second = server.restart().facts
    assert (second["url"], second["circle"]) == (first["url"], first["circle"])
    assert [one["alias"] for one in second["people"] if one["sign_in"] == "teo"] == ["Teodor"]
    assert {one["passphrase"] for one in second["people"]} == {one["passphrase"] for one in first["people"]}


@pytest.mark.deep
def test_the_demo_plans_a_circle_for_now_when_the_last_one_is_over(serve):
    server = serve(demo=True)
    before = server.facts["circle"]
    server.kill()
    with sqlite3.connect(server.data / "kith.sqlite3") as rows:
        rows.execute("update meetings_meeting set starts_at = datetime(starts_at, '-1 day')")
    assert server.start().facts["circle"] != before


@pytest.mark.deep
def test_the_demo_says_to_a_person_who_to_sign_in_as(tmp_path):
    note, told = tmp_path / "said", ["demo", "--port", str(free_port()), "--data", str(tmp_path / "d")]
    with note.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "kith.config.command", *told, "--without-worker"],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "DJANGO_"))},
            stdout=said,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    try:
        wait_until(lambda: "Ctrl+C" in note.read_text() or process.poll() is not None, "the demo")
    finally:
        process.terminate()
        process.wait(HANG)
    words, kept = note.read_text(), json.loads((tmp_path / "d" / "demo.json").read_text())
    assert "Ctrl+C" in words, words  # why it ended, if it did
    assert "rowan" in words and kept["passphrase"] in words
    assert kept["secret"] not in words


@pytest.mark.deep
@pytest.mark.postgres
@pytest.mark.redis
def test_the_demo_lives_on_postgres_with_a_second_process_beside_it(serve):
    server = serve(demo=True, backend="postgres+redis")
    twin = server.twin()
    try:
        assert answer(server.url) == answer(twin.url) == 200
    finally:
        twin.kill()
