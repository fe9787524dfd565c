"""Headwater seen from outside: logs, metrics, health, the doctor, backups, retention."""

from headwater.flow.outside.backing_up import Backup, back_up
from headwater.flow.outside.backups import open_backup
from headwater.flow.outside.health import Check, Health, Readiness
from headwater.flow.outside.logs import configure_logs
from headwater.flow.outside.manifest import BackupError, Manifest
from headwater.flow.outside.metrics import Metrics
from headwater.flow.outside.observing import Observer
from headwater.flow.outside.restoring import Checked, restore, verify
from headwater.flow.outside.retention import KEEPERS, LetGo, Rules, let_go, marked_articles, plan

__all__ = [
    "KEEPERS",
    "Backup",
    "BackupError",
    "Check",
    "Checked",
    "Health",
    "LetGo",
    "Manifest",
    "Metrics",
    "Observer",
    "Readiness",
    "Rules",
    "back_up",
    "configure_logs",
    "let_go",
    "marked_articles",
    "open_backup",
    "plan",
    "restore",
    "verify",
]
