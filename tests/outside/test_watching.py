"""`headwater fetch` with logs in the place of words, and with monitoring answered while it runs."""

import asyncio
import json
import re
import urllib.request
from pathlib import Path

from headwater.model import Source
from tests.cli.running import Ended
from tests.flow.polling.feeds import items, rss
from tests.flow.polling.site import Answer, Site
from tests.flow.polling.test_commands import command, ended, watch


def test_each_fetch_is_a_line_of_json_in_the_place_of_words(tmp_path: Path) -> None:
    async def story() -> Ended:
        async with Site() as site:
            site.answers["/feed.xml"] = Answer(rss(items(site.url, 2)))
            secret = site.url.replace("://", "://me:hunter2@")
            watch(tmp_path, Source(f"{secret}/feed.xml?token=s3cr3t"), Source(f"{site.url}/old.xml"))
            return await ended(await command(tmp_path, "fetch", "--once", "--log-format", "json"))

    done = asyncio.run(story())
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    fetched = {
        line["outcome"]: line for line in lines if line["event"] == "fetched" and line["what"] == "source"
    }
    assert fetched["failed"]["status"] == 404
    assert fetched["failed"]["level"] == "warning"
    assert "hunter2" not in done.stderr + done.stdout
    assert "s3cr3t" not in done.stderr + done.stdout


def test_monitoring_is_answered_while_it_fetches(tmp_path: Path) -> None:
    async def story() -> tuple[bytes, bytes, int]:
        watch(tmp_path)
        process = await command(tmp_path, "fetch", "--metrics", "127.0.0.1:0")
        assert process.stderr
        said = (await process.stderr.readline()).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, said
        answers = []
        for path in ("/metrics", "/readyz"):
            ask = urllib.request.urlopen
            with await asyncio.to_thread(ask, found[0] + path, timeout=20) as answer:
                answers.append(answer.read())
        process.terminate()
        await process.communicate()
        return answers[0], answers[1], process.returncode or 0

    metrics, ready, code = asyncio.run(story())
    assert b"headwater_library_up 1.0" in metrics
    assert {check["name"] for check in json.loads(ready)["checks"]} >= {
        "database",
        "writer",
        "disk",
        "poller",
    }
    assert code == 0


def test_strangers_are_refused_before_anything_is_done(tmp_path: Path) -> None:
    async def story() -> Ended:
        watch(tmp_path)
        return await ended(await command(tmp_path, "fetch", "--once", "--metrics", "0.0.0.0:0"))

    done = asyncio.run(story())
    assert done.returncode == 1
    assert "HEADWATER_METRICS_SECRET" in done.stderr
