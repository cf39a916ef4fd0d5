"""Files on disk: whole or not at all.

This room alone writes a user's file, and knows nothing of what is in it: durable
writing and distrusting reading (`durable`), what the system reports in plain words
(`faults`), places that people name (`places`), earlier good copies (`backups`), one window
at a time (`lock`), ledgers that only grow (`journal`), zip files read with distrust
(`packed`), and names that every system can store (`names`).
"""

from parself.files.backups import BackupName, rotate
from parself.files.drives import (
    Room,
    all_drives,
    forget_cached,
    is_removable,
    removable_drives,
    room_on,
)
from parself.files.durable import (
    Fingerprint,
    copy_durable,
    entries,
    filled_folder,
    fingerprint,
    fingerprint_of,
    free_name,
    is_there,
    make_folder,
    modified,
    new_folder,
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
    why,
)
from parself.files.lock import BusyError, FolderLock, Owner
from parself.files.many import Many, write_remade
from parself.files.places import (
    can_be_seen,
    in_folder,
    new_file,
    own_documents,
    own_logs,
    own_place,
    typed_path,
)
