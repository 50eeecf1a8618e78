"""A server process of its own that sends tries to the portal: `python -m tests.support.knocking`."""

import json
import sys
from pathlib import Path

from lxml import html

from portal.app import create_app
from portal.config import Config


def main() -> None:
    """Wait for a line on standard input, then try; answer with the statuses."""
    asked = json.loads(sys.argv[1])
    config = Config(
        mode="development",
        secret_key="a key for tests that is long enough",
        public_url="http://localhost",
        database_url=asked["database"],
        redis_url=asked["storage"],
        var=Path(asked["var"]),
    )
    client = create_app(config).test_client()
    token = html.fromstring(client.get("/login").text).xpath("string(//input[@name='csrf']/@value)")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    statuses = []
    for number in range(asked["tries"]):
        who = f"{asked['process']}-{number}"
        email = "one@x.example" if asked["spread"] == "addresses" else f"{who}@x.example"
        address = (
            f"192.0.2.{asked['process'] * 50 + number}" if asked["spread"] == "addresses" else "192.0.2.1"
        )
        answer = client.post(
            "/login",
            data={"csrf": token, "email": email, "password": "a guess of theirs"},
            environ_base={"REMOTE_ADDR": address},
        )
        statuses.append(answer.status_code)
    sys.stdout.write(json.dumps(statuses))


if __name__ == "__main__":
    main()
