"""What a diagnostics bundle tells: one rule per finding of `docs/diagnostics.md`, with a sentence for the agent's card.

Rules only; what to do about a finding is the flow's part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actions.diagnostics import PLANS, Bundle
from actions.limits import Limits
from bot.articles.version import version_key

#: Fewer stalls than this happen in any tunnel.
_STALLS = 3


@dataclass(frozen=True)
class Finding:
    """One thing that the diagnostics say."""

    finding_id: str
    text: str


Sentence = Callable[[Bundle, Limits], "str | None"]


def find(bundle: Bundle, limits: Limits) -> list[Finding]:
    """Everything that holds, in the order of the rules."""
    said = ((finding_id, rule(bundle, limits)) for finding_id, rule in RULES.items())
    return [Finding(finding_id, text) for finding_id, text in said if text]


def _offline_mode_on(bundle: Bundle, _: Limits) -> str | None:
    return "The app's offline mode is on." if bundle.flag("settings.offline_mode") else None


def _downloads_wifi_only(bundle: Bundle, _: Limits) -> str | None:
    network = bundle.text("network.type")
    waits = network is not None and network != "wifi" and bundle.count("downloads.queued") > 0
    wifi_only = bundle.flag("settings.download_over_cellular") is False
    return f"Downloads are limited to Wi-Fi, and the app is not on Wi-Fi ({network})." if waits and wifi_only else None


def _download_queue_stuck(bundle: Bundle, _: Limits) -> str | None:
    queued, failed = bundle.count("downloads.queued"), bundle.count("downloads.failed")
    return f"Downloads wait: {queued:g} queued, {failed:g} failed." if queued > 0 or failed > 0 else None


def _storage_low(bundle: Bundle, limits: Limits) -> str | None:
    free = bundle.number("storage.free_mb")
    low = free is not None and free < limits.free_space_mb
    return f"Only {free:,.0f} MB of storage are free." if low else None


def _song_limit_reached(bundle: Bundle, limits: Limits) -> str | None:
    songs, limit = bundle.count("downloads.songs"), limits.of(_plan(bundle)).songs
    return f"{songs:,.0f} songs are downloaded; the plan's limit is {limit:,}." if songs >= limit > 0 else None


def _device_limit_reached(bundle: Bundle, limits: Limits) -> str | None:
    devices, limit = bundle.count("downloads.devices"), limits.of(_plan(bundle)).devices
    return f"Downloads are on {devices:g} devices; the plan's limit is {limit}." if devices > limit > 0 else None


def _offline_too_long(bundle: Bundle, limits: Limits) -> str | None:
    days, limit = bundle.count("downloads.days_since_online"), limits.days_online
    return f"The app was last online {days:g} days ago; the limit is {limit}." if days >= limit else None


def _battery_saver_on(bundle: Bundle, _: Limits) -> str | None:
    return "The device's battery saver is on." if bundle.flag("battery_saver") else None


def _data_saver_on(bundle: Bundle, _: Limits) -> str | None:
    return "The app's data saver is on." if bundle.flag("settings.data_saver") else None


def _app_outdated(bundle: Bundle, _: Limits) -> str | None:
    installed, latest = bundle.text("app_version"), bundle.text("latest_app_version")
    here, newest = version_key(installed), version_key(latest)
    outdated = here is not None and newest is not None and here < newest
    return f"The app is outdated: {installed} is installed, {latest} is available." if outdated else None


def _plan_without_downloads(bundle: Bundle, _: Limits) -> str | None:
    return "The plan is free, which has no downloads." if _plan(bundle) == "free" else None


def _network_weak(bundle: Bundle, _: Limits) -> str | None:
    stalls = bundle.errors("stream_stalled")
    return f"The stream stalled {stalls:g} times; the network is weak." if stalls >= _STALLS else None


def _plan(bundle: Bundle) -> str | None:
    return bundle.one_of("plan", PLANS)


RULES: dict[str, Sentence] = {
    "offline_mode_on": _offline_mode_on,
    "downloads_wifi_only": _downloads_wifi_only,
    "download_queue_stuck": _download_queue_stuck,
    "storage_low": _storage_low,
    "song_limit_reached": _song_limit_reached,
    "device_limit_reached": _device_limit_reached,
    "offline_too_long": _offline_too_long,
    "battery_saver_on": _battery_saver_on,
    "data_saver_on": _data_saver_on,
    "app_outdated": _app_outdated,
    "plan_without_downloads": _plan_without_downloads,
    "network_weak": _network_weak,
}
