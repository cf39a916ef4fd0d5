"""Files on disk: whole or not at all.

This room alone writes a user's file, and knows nothing of what is in it: durable
writing and distrusting reading (`durable`), what the system reports in plain words
(`faults`), earlier good copies (`backups`), one window at a time (`lock`), ledgers that only
grow (`journal`), and zip files read with distrust (`packed`).
"""

from parself.files.backups import BackupName, rotate, worth_keeping
from parself.files.drives import all_drives, forget_cached, is_removable, removable_drives
from parself.files.durable import (
    Fingerprint,
    append_line,
    copy_durable,
    entries,
    fingerprint,
    fingerprint_of,
    free_name,
    is_there,
    make_folder,
    modified,
    new_folder,
    note_done,
    read_chunks,
    read_file,
    remove,
    size,
    sweep_temp,
    write_atomic,
    write_new,
    writing,
)
from parself.files.faults import (
    FileError,
    MissingFileError,
    OccupiedError,
    UnconfirmedError,
    show_path,
)
from parself.files.lock import BusyError, FolderLock, Owner

__all__ = [
    "BackupName",
    "BusyError",
    "FileError",
    "Fingerprint",
    "FolderLock",
    "MissingFileError",
    "OccupiedError",
    "Owner",
    "UnconfirmedError",
    "all_drives",
    "append_line",
    "copy_durable",
    "entries",
    "fingerprint",
    "fingerprint_of",
    "forget_cached",
    "free_name",
    "is_removable",
    "is_there",
    "make_folder",
    "modified",
    "new_folder",
    "note_done",
    "read_chunks",
    "read_file",
    "removable_drives",
    "remove",
    "rotate",
    "show_path",
    "size",
    "sweep_temp",
    "worth_keeping",
    "write_atomic",
    "write_new",
    "writing",
]
