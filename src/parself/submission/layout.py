"""How a bag looks: the names and tag files that the writer and the reader share.

The layout is BagIt 1.0 (RFC 8493) in a zip, so that ``sha256sum -c`` and any BagIt
validator can check a hand-in without this program. Tag files have one canonical form
each; whatever reads back to the same content but is written otherwise is refused.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from parself.assessment.group import Group
from parself.assessment.model import Assessment
from parself.files.names import is_unusable

FORMAT: Final = 1
"""The bag format that this program writes and reads."""
SUBMISSION: Final = "submission"
"""The kind of bag that goes from a unit to the province."""
PART: Final = "part"
"""The kind of bag that goes from a department to its unit's own desk."""

WORKSHOP: Final = "workshop"
"""The kind of bag that goes from a group of a workshop to its trainer."""
EXERCISE: Final = "exercise"
"""The kind of bag that a trainer hands out to the groups of a workshop: a dossier without key."""

BAGIT: Final = "bagit.txt"
BAG_INFO: Final = "bag-info.txt"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
TAG_FILES: Final = (BAG_INFO, BAGIT, MANIFEST, TAG_MANIFEST)
BAGIT_TEXT: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

ASSESSMENT: Final = "data/assessment.toml"
RUBRIC: Final = "data/rubric.toml"
ROSTER: Final = "data/roster.toml"
STANDINGS: Final = "data/standings.toml"
REQUIRED: Final = (ASSESSMENT, RUBRIC, ROSTER)
EVIDENCE: Final = "data/evidence/"

NAME_LABEL: Final = "External-Identifier"
KIND_LABEL: Final = "Parself-Kind"
FORMAT_LABEL: Final = "Parself-Format"
SEQUENCE_LABEL: Final = "Parself-Sequence"
UNIT_LABEL: Final = "Parself-Unit"
YEAR_LABEL: Final = "Parself-Year"
PURPOSE_LABEL: Final = "Parself-Purpose"
MISSING_LABEL: Final = "Parself-Evidence-Missing"
"""Documents of a light hand-in whose file is in neither volume, by id."""
EVIDENCE_LABEL: Final = "Parself-Evidence"
SEPARATE: Final = "separate"
"""Value of `EVIDENCE_LABEL` where the files of evidence come in a second volume."""
VOLUME_ENDING: Final = "-tai-lieu"
VOLUME: Final = "evidence"
"""The kind of bag that holds nothing but the evidence of a light hand-in."""

SHARE: Final = "share"
"""The kind of bag that goes from the lead to an officer: their share of a round."""
APPRAISAL: Final = "appraisal"
"""The kind of bag that comes back from an officer: what they decided, remarked and agreed."""
RETURN: Final = "return"
"""The kind of bag that goes from the province to a unit: its appraisal."""
RETURNED: Final = "data/return.toml"
EXERCISED: Final = "data/exercise.toml"
OFFICER_LABEL: Final = "Parself-Officer"
ROSTER_LABEL: Final = "Parself-Roster"
RUBRIC_LABEL: Final = "Parself-Rubric"
ROUND_LABEL: Final = "Parself-Round"
"""Of which round a share is, or the share that an appraisal comes from."""
PART_LABEL: Final = "Parself-Part"
"""Number of the share that was open at the desk from which an appraisal comes."""
SESSION_LABEL: Final = "Parself-Session"
PACK_LABEL: Final = "Parself-Pack"
GROUP_LABEL: Final = "Parself-Group"
GROUP_NAME_LABEL: Final = "Parself-Group-Name"
TURN_LABEL: Final = "Parself-Workshop-Round"
ROUND: Final = "data/round.toml"
REFERENCE: Final = "data/reference.toml"
LAST_YEAR: Final = "data/last-year.toml"
VERSIONS: Final = "data/appraisal.jsonl"
_SHARED: Final = re.compile(r"data/facts/[0-9a-f]{64}\.json|data/received/([^/]+)/([^/]+\.zip)")

_ONE_FILE: Final = {APPRAISAL: VERSIONS, RETURN: RETURNED}
"""The one file of the kinds of bags that hold no other."""

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LINE = re.compile(r"([0-9a-f]{64})  ([!-~]+)")
_FIELD = re.compile(r"([A-Z][A-Za-z-]*): ([^\n]+)")


def kind_of(assessment: Assessment) -> str:
    """Return the kind of bag that an assessment is handed in as."""
    if assessment.group is not None:
        return WORKSHOP
    return SUBMISSION if assessment.part is None else PART


def bag_name(assessment: Assessment, sequence: int) -> str:
    """Return the name of the bag's folder, and of its file without the ending."""
    return f"{plain_name(assessment)}-lan-{sequence}"


def plain_name(assessment: Assessment) -> str:
    """Return the file-name prefix of an assessment: unit, year, and department or group."""
    part = f"-{assessment.part.department}" if assessment.part else ""
    if group := assessment.group:
        part = f"-nhom-{group.id}-vong-{group.round}"
    return f"{assessment.unit}-{assessment.year}{part}"


def is_plain_name(name: str) -> bool:
    """Say whether a name may stand in a bag: plain ASCII that every system can store."""
    return bool(_PLAIN_NAME.fullmatch(name)) and not is_unusable(name)


def is_payload(name: str, kind: str = SUBMISSION) -> bool:
    """Say whether a path may stand under ``data/`` of a bag of some kind."""
    if kind in _ONE_FILE:
        return name == _ONE_FILE[kind]
    if kind == SHARE:
        found = _SHARED.fullmatch(name)
        is_known = name in {ROUND, RUBRIC, ROSTER, REFERENCE, LAST_YEAR, VERSIONS}
        return is_known or (
            found is not None and all(map(is_plain_name, filter(None, found.groups())))
        )
    if kind == EXERCISE and name == EXERCISED:
        return True
    if name.startswith(EVIDENCE):
        return is_plain_name(name.removeprefix(EVIDENCE))
    return name in {RUBRIC, ROSTER, *({ASSESSMENT, STANDINGS} if kind != EXERCISE else ())}


def required(kind: str) -> tuple[str, ...]:
    """Return the paths that a bag of some kind must hold."""
    if kind in _ONE_FILE:
        return (_ONE_FILE[kind],)
    apart = {
        VOLUME: (),
        SHARE: (ROUND, RUBRIC, ROSTER),
        EXERCISE: (EXERCISED, RUBRIC, ROSTER),
    }
    return apart.get(kind, REQUIRED)


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return a manifest: one line per path, in order, as ``sha256sum`` writes it."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode("ascii")


def read_manifest(data: bytes) -> dict[str, str]:
    """Return the digests by path. Raises ValueError for all but the canonical form."""
    lines = [_LINE.fullmatch(line) for line in data.decode("ascii").splitlines()]
    digests = {match[2]: match[1] for match in lines if match}
    if not digests or manifest(digests) != data:
        raise ValueError(MANIFEST)
    return digests


def describe(
    assessment: Assessment,
    sequence: int,
    *,
    size: int,
    files: int,
    light: bool,
    missing: Sequence[str],
) -> dict[str, str]:
    """Return the fields of bag-info.txt, all of them derived from the hand-in's content.

    `size` and `files` are the bytes and the number of files of the payload; a `light` one has
    its evidence in a second volume, without that of `missing` documents. The program's
    version and the present day are left out: the same hand-in must give the same bytes. The
    date of bagging is that of the newest answer or reply, or of the signature.
    """
    unit, year, rubric = assessment.unit, assessment.year, assessment.rubric
    days = [answer.when.date() for answer in assessment.answers.values() if answer.when]
    days += [reply.when.date() for reply in assessment.replies.values() if reply.when]
    days += [assessment.sign_off.signed] if assessment.sign_off else []
    return {
        "Bag-Group-Identifier": f"{rubric.id}-{year}",
        "Bag-Software-Agent": "parself",
        NAME_LABEL: bag_name(assessment, sequence),
        FORMAT_LABEL: str(FORMAT),
        KIND_LABEL: kind_of(assessment),
        PURPOSE_LABEL: assessment.purpose.value,
        RUBRIC_LABEL: f"{rubric.id} {rubric.edition} {rubric.scoring_hash}",
        SEQUENCE_LABEL: str(sequence),
        UNIT_LABEL: unit,
        YEAR_LABEL: str(year),
        "Payload-Oxum": f"{size}.{files}",
        **({"Bagging-Date": max(days).isoformat()} if days else {}),
        **({EVIDENCE_LABEL: SEPARATE} if light else {}),
        **({MISSING_LABEL: " ".join(missing)} if light and missing else {}),
        **({"Parself-Department": assessment.part.department} if assessment.part else {}),
        **(_describe_group(assessment.group) if assessment.group else {}),
    }


def _describe_group(group: Group) -> dict[str, str]:
    return {
        SESSION_LABEL: group.session,
        PACK_LABEL: f"{group.pack} {group.edition}",
        GROUP_LABEL: group.id,
        GROUP_NAME_LABEL: group.name,
        TURN_LABEL: str(group.round),
    }


def describe_share(
    kind: str, officer: str, sequence: int, facts: Mapping[str, str], *, size: int, files: int
) -> dict[str, str]:
    """Return the fields of bag-info.txt of what goes to an officer, or comes back from one.

    `facts` are the labels of the round: its id, purpose, rubric, roster and year,
    and of what comes back the number of the share.
    """
    part = facts.get(PART_LABEL, "1")
    begun = {SHARE: "phan-viec", APPRAISAL: "tham-dinh"}[kind]
    again = "" if part == "1" else f"-phan-{part}"
    return {
        "Bag-Software-Agent": "parself",
        NAME_LABEL: f"{begun}-{officer}-{facts[YEAR_LABEL]}{again}-lan-{sequence}",
        FORMAT_LABEL: str(FORMAT),
        KIND_LABEL: kind,
        OFFICER_LABEL: officer,
        SEQUENCE_LABEL: str(sequence),
        "Payload-Oxum": f"{size}.{files}",
        **facts,
    }


def bag_info(fields: Mapping[str, str]) -> bytes:
    """Return a bag-info.txt: one line per label, in order."""
    return "".join(f"{label}: {fields[label]}\n" for label in sorted(fields)).encode("utf-8")


def read_bag_info(data: bytes) -> dict[str, str]:
    """Return the values by label. Raises ValueError for all but the canonical form."""
    lines = [_FIELD.fullmatch(line) for line in data.decode("utf-8").split("\n")]
    fields = {match[1]: match[2] for match in lines if match}
    if bag_info(fields) != data:
        raise ValueError(BAG_INFO)
    return fields
