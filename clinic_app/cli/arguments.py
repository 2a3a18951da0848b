"""The commands and their options."""

import argparse
from collections.abc import Callable
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from clinic_app import __version__
from clinic_app.domain.areas import Area
from clinic_app.domain.assessment import Occasion
from clinic_app.domain.attachment import AttachmentKind
from clinic_app.domain.calendar import UnreadableDate, parse_date
from clinic_app.domain.case import Stage
from clinic_app.domain.casefile import Audience, ReportKind
from clinic_app.i18n.catalog import Catalog
from clinic_app.reports.document import Paper
from clinic_app.settings import LANGUAGES

K = TypeVar("K", bound=Enum)
_DIGITS = 9  # of the most that can be asked for
_COPIES = 99  # to sign of one report

Parser = argparse.ArgumentParser
Commands = Any  # argparse keeps the class of its sub-parsers private


def parser(words: Catalog) -> Parser:
    """The parser of the whole command line, its help in the language of ``words``.

    ``run`` of the parsed options names module and function of the command: only what a command needs is imported.
    """
    _ = words.text
    shared = Parser(add_help=False)
    shared.add_argument("--database", metavar="PATH", help=_("clinic file, or its address"))
    shared.add_argument("--json", action="store_true", help=_("print the result for programs"))
    top = Parser(prog="clinic", description=_("Case files of SME problem-solving clinics, without a network."))
    top.add_argument("--version", action="version", version=f"clinic {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, help_: str, run: str, *, may_create: bool = False) -> Parser:
        made: Parser = commands.add_parser(name, help=help_, description=help_, parents=[shared])
        made.set_defaults(run=run, may_create=may_create)
        return made

    _intake_and_export(add, _)
    _cases(add, _)
    _matching(add, _)
    _forms(add, _)
    _learning(add, _)
    _partners(add, _)
    _reports(add, _)
    _upkeep(add, _)
    return top


def _intake_and_export(add: Callable[..., Parser], _: Callable[[str], str]) -> None:
    intake = add("intake", _("read cases from spreadsheets and JSON"), "file_commands.intake", may_create=True)
    intake.add_argument("files", nargs="+", type=Path, metavar="FILE")
    intake.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    intake.add_argument("--errors", type=Path, metavar="OUT.xlsx", help=_("write the refused rows to a workbook"))
    export = add("export", _("write case summaries to .xlsx, .csv or .json"), "file_commands.export")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    export.add_argument("--columns", default="", metavar="A,B,C", help=_("only these columns, in this order"))
    export.add_argument("--language", choices=LANGUAGES, help=_("language of the headings"))
    _filters(export, _)


def _cases(add: Callable[..., Parser], _: Callable[[str], str]) -> None:
    _filters(add("cases", _("list cases"), "case_commands.cases"), _)
    show = add("show", _("show one case, whole"), "case_commands.show")
    show.add_argument("case", metavar="CASE", help=_("number or id of a case"))


def _filters(command: Parser, _: Callable[[str], str]) -> None:
    command.add_argument("--area", type=_one_of(Area, _), metavar="AREA", help=_choice(Area))
    command.add_argument("--stage", type=_one_of(Stage, _), metavar="STAGE", help=_choice(Stage))
    command.add_argument("--search", default="", metavar="TEXT", help=_("words to look for"))
    command.add_argument("--since", type=_day(_), metavar="DATE", help=_("received on this day or later"))
    command.add_argument("--until", type=_day(_), metavar="DATE", help=_("received on this day or earlier"))
    command.add_argument("--limit", type=_count(_), metavar="N", help=_("at most this many"))


def _matching(add: Callable[..., Parser], _: Callable[[str], str]) -> None:
    match = add("match", _("rank the five areas for a text, a file of texts or a case"), "match_commands.match")
    match.add_argument("case", nargs="?", metavar="CASE", help=_("number or id of a case"))
    match.add_argument("--text", help=_("a problem in the owner's words"))
    match.add_argument("--file", type=Path, metavar="IN.jsonl")
    match.add_argument("--out", type=Path, metavar="OUT.jsonl")
    decide = add("decide", _("decide the area of a problem"), "match_commands.decide")
    decide.add_argument("case", metavar="CASE", help=_("number or id of a case"))
    decide.add_argument("problem", metavar="PROBLEM", help=_("place of the problem in the case, or its id"))
    decide.add_argument("area", type=_one_of(Area, _), metavar="AREA", help=_choice(Area))
    decide.add_argument("--reason", default="", metavar="TEXT", help=_("why not the suggested area"))
    evaluate = add("evaluate", _("measure the matcher on labelled texts"), "match_commands.evaluate")
    evaluate.add_argument("file", type=Path, metavar="FILE.jsonl")
    evaluate.add_argument("--stream", action="store_true", help=_("play corrections through: the learning curve"))
    evaluate.add_argument("--seed", type=int, default=0, metavar="N", help=_("begin of the chance in --stream"))


def _forms(add: Callable[..., Parser], _: Callable[[str], str]) -> None:
    card = add("scorecard", _("print a case's scorecard, or write and read answer sheets"), "form_commands.scorecard")
    card.add_argument("case", metavar="CASE", help=_("number or id of a case"))
    sheet = card.add_mutually_exclusive_group()
    sheet.add_argument("--blank", type=Path, metavar="OUT.csv", help=_("write a blank sheet (.csv, .xlsx, .json)"))
    sheet.add_argument("--read", type=Path, metavar="FILE", help=_("read a filled sheet"))
    card.add_argument("--occasion", type=_one_of(Occasion, _), metavar="OCCASION", help=_choice(Occasion))
    card.add_argument("--on", type=_day(_), metavar="DATE", help=_("day of the assessment"))
    figures = add("figures", _("print or read the yearly figures of a case's enterprise"), "form_commands.figures")
    figures.add_argument("case", metavar="CASE", help=_("number or id of a case"))
    figures.add_argument("--read", type=Path, metavar="FILE", help=_("table with a row for each fiscal year"))
    attach = add("attach", _("attach a photo or a paper to a case"), "form_commands.attach")
    attach.add_argument("case", metavar="CASE", help=_("number or id of a case"))
    attach.add_argument("file", type=Path, metavar="FILE")
    attach.add_argument("--caption", default="", metavar="TEXT", help=_("caption of the photo in the report"))
    attach.add_argument("--kind", type=_one_of(AttachmentKind, _), metavar="KIND", help=_choice(AttachmentKind))


def _learning(add: Callable[..., Parser], _: Callable[[str], str]) -> None:
    log = add("corrections", _("list what the matcher learnt, and take it back"), "learning_commands.corrections")
    what = log.add_mutually_exclusive_group()
    what.add_argument("--undo", type=UUID, metavar="ID", help=_("take a correction back"))
    what.add_argument("--redo", type=UUID, metavar="ID", help=_("let it count again"))
    what.add_argument("--statistics", action="store_true", help=_("how often each problem type was overridden"))
    rebuild = add("rebuild", _("learn weights from the corrections and show first"), "learning_commands.rebuild")
    then = rebuild.add_mutually_exclusive_group()
    then.add_argument("--accept", action="store_true", help=_("follow the rebuild that was shown"))
    then.add_argument("--discard", action="store_true", help=_("drop it, or take the accepted one back"))


def _partners(add: Callable[..., Parser], _: Callable[[str], str]) -> None:
    help_ = _("list partners, memoranda and programmes, write and read them as a table")
    command = add("partners", help_, "partner_commands.register")
    what = command.add_mutually_exclusive_group()
    covered = _("only what covers this area: %(areas)s") % {"areas": _choice(Area)}
    what.add_argument("--area", type=_one_of(Area, _), metavar="AREA", help=covered)
    what.add_argument("--out", type=Path, metavar="FILE", help=_("write the register to .xlsx, .csv or .json"))
    what.add_argument("--read", type=Path, metavar="FILE", help=_("read a table of partners"))
    what.add_argument("--founding", action="store_true", help=_("enter the partners that the founding text names"))
    command.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))


def _reports(add: Callable[..., Parser], _: Callable[[str], str]) -> None:
    report = add("report", _("print reports as PDF, issue them, verify them"), "report_commands.report")
    report.add_argument("case", nargs="*", metavar="CASE", help=_("number or id of a case"))
    report.add_argument("--out", type=Path, metavar="PATH", help=_("file, or folder for several cases"))
    report.add_argument(
        "--kind",
        type=_one_of(ReportKind, _),
        default=ReportKind.CONSULTATION,
        metavar="KIND",
        help=_choice(ReportKind),
    )
    report.add_argument(
        "--audience",
        type=_one_of(Audience, _),
        default=Audience.FULL,
        metavar="AUDIENCE",
        help=_choice(Audience),
    )
    languages = _("en, fa, ko, or two for a bilingual report, as in fa+en")
    report.add_argument("--report-language", type=_languages(_), metavar="LANGUAGE", help=languages)
    report.add_argument("--paper", type=_one_of(Paper, _), metavar="PAPER", help=_choice(Paper))
    report.add_argument(
        "--copies", type=_count(_, most=_COPIES), default=1, metavar="N", help=_("copies to sign, a file each")
    )
    report.add_argument("--no-annexes", action="store_true", help=_("without the annexes"))
    report.add_argument("--merged", action="store_true", help=_("the reports of all cases in one file"))
    report.add_argument("--issue", action="store_true", help=_("give it a number and enter it in the ledger"))
    report.add_argument("--reviewer", default="", metavar="NAME", help=_("who reviewed the report"))
    signed = _("sign with this certificate file (CLINIC_CERTIFICATE_PASSPHRASE, or asked for)")
    report.add_argument("--sign", type=Path, metavar="CERT.p12", help=signed)
    locked = _("lock the file for the mail with a passphrase (CLINIC_PASSPHRASE, or asked for)")
    report.add_argument("--encrypt", action="store_true", help=locked)
    again = _("print an issued version again, with the same bytes")
    report.add_argument("--reprint", type=_count(_), metavar="VERSION", help=again)
    report.add_argument("--verify", type=Path, metavar="FILE", help=_("say whether a PDF is as it was issued"))
    report.add_argument("--code", metavar="CODE", help=_("say which report bears this verification code"))
    _filters(report, _)


def _upkeep(add: Callable[..., Parser], _: Callable[[str], str]) -> None:
    backup = add("backup", _("make a verified copy of the clinic file"), "file_commands.backup")
    backup.add_argument("--to", type=Path, metavar="DIR", help=_("folder of the copy"))
    add("check", _("check the clinic file and its history"), "file_commands.check")
    sample = add("sample", _("load the sample cases"), "file_commands.sample", may_create=True)
    sample.add_argument("--remove", action="store_true", help=_("take the sample cases out again"))


def _choice(kind: type[Enum]) -> str:
    return ", ".join(_spelt(member) for member in kind)


def _spelt(member: Enum) -> str:
    """How a kind of document is written on the command line; other codes as they are."""
    return member.value.replace("_", "-") if isinstance(member, ReportKind) else str(member.value)


def _languages(_: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        found = tuple(text.split("+"))
        if not set(found) <= set(LANGUAGES) or len(found) > 2 or len(set(found)) != len(found):
            told = _("“%(value)s” is not one of: %(choices)s")
            choices = ", ".join((*LANGUAGES, "fa+en"))
            raise argparse.ArgumentTypeError(told % {"value": text, "choices": choices})
        return found

    return read


def _one_of(kind: type[K], _: Callable[[str], str]) -> Callable[[str], K]:
    def read(text: str) -> K:
        try:
            return next(member for member in kind if text in (member.value, _spelt(member)))
        except StopIteration as error:
            told = _("“%(value)s” is not one of: %(choices)s") % {"value": text, "choices": _choice(kind)}
            raise argparse.ArgumentTypeError(told) from error

    return read


def _day(_: Callable[[str], str]) -> Callable[[str], date]:
    def read(text: str) -> date:
        try:
            return parse_date(text)
        except UnreadableDate as error:
            told = _("“%(value)s” is not a date that exists. Write it like 2024-08-02 or 1403/05/12.")
            raise argparse.ArgumentTypeError(told % {"value": text}) from error

    return read


def _count(_: Callable[[str], str], most: int = 10**_DIGITS - 1) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isdecimal() and 1 <= int(text[: _DIGITS + 1]) <= most):
            told = _("“%(value)s” is not a whole number from 1 to %(most)s.") % {"value": text, "most": most}
            raise argparse.ArgumentTypeError(told)
        return int(text)

    return read
