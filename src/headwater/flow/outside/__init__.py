"""Headwater seen from outside: logs, metrics, health, the doctor, backups, retention."""

from headwater.flow.outside.backing_up import Backup, back_up
from headwater.flow.outside.backups import open_backup
from headwater.flow.outside.manifest import BackupError, Manifest
from headwater.flow.outside.restoring import Checked, restore, verify

__all__ = ["Backup", "BackupError", "Checked", "Manifest", "back_up", "open_backup", "restore", "verify"]
