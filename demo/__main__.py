"""`python -m demo`: serves the stand-in for the streaming service until it is told to stop."""

from aiohttp import web

from demo.app import build_app
from demo.settings import Settings


def main() -> None:
    settings = Settings()
    web.run_app(build_app(settings), host=settings.host, port=settings.demo_port, access_log=None, print=None)


if __name__ == "__main__":
    main()
