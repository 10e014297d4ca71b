//! What the command line takes: the commands, their options and their helps.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use factlint_engine::finding::Severity;
use factlint_engine::rule::table::closest;
use factlint_engine::statement::Kind;
use factlint_engine::unread::Class;
use factlint_report::pretty::Style;
use factlint_report::visible;

use super::{changed, output, settings};

/// A linter for facts: finds where texts contradict themselves, each other and the record.
#[derive(Debug, Parser)]
#[command(name = "factlint", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "\
Without a command, `factlint check` runs.

Examples:
  factlint                                check the corpus of the nearest factlint.toml
  factlint check draft.md                 report on a draft, compared with the whole corpus
  factlint check --changed-since main     report on what this branch touched
  factlint check --rules facts.toml news  check a folder by a rule file
  factlint --packs leaders check news --as-of 2025-10-17
  factlint explain quantity               what a kind of check does, with examples
  factlint init                           start here: writes a factlint.toml for this folder

Exit codes: 0 nothing found, 1 findings, 2 something could not be done.")]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub(super) struct Common {
    /// Go to DIR first; all paths are relative to it
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub(super) directory: Option<PathBuf>,
    /// The configuration [default: the nearest factlint.toml upward]
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
    /// Rule files or folders, instead of those that factlint.toml names
    #[arg(long, value_name = "PATH", global = true)]
    pub(super) rules: Vec<PathBuf>,
    /// Shipped packs, instead of those that factlint.toml names; `none` for no pack
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', global = true)]
    pub(super) packs: Option<Vec<String>>,
    /// Colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub(super) color: Color,
    /// Print findings and errors only
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Number of threads [default: one a core]
    #[arg(long, short, value_name = "N", global = true)]
    pub(super) jobs: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

impl Common {
    /// Whether the options replace the rules that `factlint.toml` names.
    pub(super) fn chooses_rules(&self) -> bool {
        !self.rules.is_empty() || self.packs.is_some()
    }

    /// Whether a stream takes colours.
    pub(super) fn style(&self, is_terminal: bool) -> Style {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        match self.color {
            Color::Always => Style::Colour,
            Color::Auto if is_terminal && !no_color && !dumb => Style::Colour,
            _ => Style::Plain,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Report contradictions (the default)
    Check(CheckArguments),
    /// Write the fixes that leave no doubt
    #[command(after_help = "\
A fix is safe where only one answer is right, such as the preferred spelling of a name. Conversions and
points for percent are not: either figure may be wrong. They are written with --unsafe.

Examples:
  factlint fix --diff          show what would change; exit code 1 if something would
  factlint fix draft.md        fix one document

Exit codes: 0 done, 1 with --diff where something would change, 2 something could not be done.")]
    Fix(FixArguments),
    /// List everything that was read: figures, dates, titles, quotations, names
    #[command(after_help = "\
Without --format jsonl it is a tick sheet for a fact-checker: what was read, by subject.

Examples:
  factlint facts draft.md                     a tick sheet of a draft
  factlint facts --kind figure --kind date    only figures and dates
  factlint facts --format jsonl news          one JSON object a line")]
    Facts(FactsArguments),
    /// Draft rules for what the documents disagree on
    #[command(after_help = "\
Needs no rules: finds names spelled in two ways, offices that dates do not explain, figures for one thing that
differ, quotations, deals and nearly the same sentences, the surest first. Nothing is suggested whose rule does
not find it again in its own example.

Examples:
  factlint suggest                                show what the corpus disagrees on, each with its rule
  factlint suggest --write rules/suggested.toml   add the rules to a file
  factlint suggest --interactive                  accept, reject, edit or skip one after the other")]
    Suggest(SuggestArguments),
    /// Run the examples of the rules
    #[command(after_help = "\
Examples:
  factlint test                         the examples of all rules
  factlint test tomahawk-range          those of one
  factlint test --coverage news         also what each rule reads in news, and why not the rest
  factlint test --coverage news --format json

Exit codes: 0 all examples come out, 1 some do not, 2 something could not be done.")]
    Test {
        /// Only these rules: ids, or rule files and folders
        #[arg(value_name = "RULE")]
        only: Vec<String>,
        /// Also tell what each rule reads of its subject in these documents, what it does not read and why, and
        /// what no rule judges there; may be given several times
        #[arg(long, value_name = "PATH")]
        coverage: Vec<PathBuf>,
        /// How to tell the coverage
        #[arg(long, value_name = "FORMAT", default_value = "table", requires = "coverage")]
        format: CoverageFormat,
        /// Let rules without an example pass, and --coverage without a document
        #[arg(long)]
        allow_empty: bool,
    },
    /// List the rules that are loaded, and how many findings each has in the corpus
    Rules(RulesArguments),
    /// Take, renew, list and try shared packs of rules
    #[command(after_help = "\
A pack is a folder with a pack.toml. What is taken lies in .factlint/packs, pinned by factlint.lock; keep both
with factlint.toml. Checking never fetches anything.

Examples:
  factlint packs add ../house-rules                       take a pack from a folder
  factlint packs add acme-1.2.zip                         or from an archive
  factlint packs add git+https://host/acme-facts@v1.2     or from a git revision
  factlint packs update                                   take all again, and show what changed
  factlint packs check                                    is what lies there what was taken?
  factlint packs check packs/acme                         before publishing one: manifest, rules, examples")]
    Packs {
        #[command(subcommand)]
        command: PacksCommand,
    },
    /// Explain a rule, a kind of check, or what was made of a line
    #[command(after_help = "\
Examples:
  factlint explain --config          what is set, and which file says so
  factlint explain quantity          all keys of a kind of check, with examples
  factlint explain tomahawk-range    a rule: its fact, its source, how often it fires here
  factlint explain draft.md:12       what was read in a line, and what each rule made of it
  factlint explain tomahawk-range draft.md:12   what one rule made of a line
  factlint explain draft.md:12 --tree   its sentences word by word: what each is, and to which")]
    Explain {
        /// Id of a rule, a kind of check, or a line of a document
        #[arg(value_name = "RULE|KIND|FILE:LINE")]
        what: String,
        /// Behind the id of a rule: only what it made of this line
        #[arg(value_name = "FILE:LINE", conflicts_with = "tree")]
        place: Option<String>,
        /// The date of documents that have none
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        as_of: Option<Date>,
        /// Only show the words of a line's sentences, each with what it depends on
        #[arg(long)]
        tree: bool,
    },
    /// Print a commented rule to start from
    #[command(after_help = "\
Examples:
  factlint new quantity                    shows it
  factlint new quantity >> rules/new.toml  adds it to a rule file")]
    New {
        /// A kind of check: quantity, title, name, ...
        kind: String,
    },
    /// Make facts of open data: holders of offices, members of Congress, tables of a data package
    #[command(after_help = "\
What it reads, told by the content:
  a result of a Wikidata query, as CSV or JSON     columns holderLabel, officeLabel, start, end, aliases
  executive.yaml, legislators-current.yaml         of github.com/unitedstates/congress-legislators
  datapackage.json                                 a frictionless data package, with its CSV resources

Examples:
  factlint import query.csv --output facts/mayors.toml
  factlint import datapackage.json --output facts/plans.csv
  factlint import executive.yaml --by-office --since 2009-01-20 --output facts/us-executive.toml

The facts are written anew, and what changed is shown; the rule that reads them is written once, to rules/, and
then yours.")]
    Import(ImportArguments),
    /// Write a factlint.toml for this folder
    Init {
        /// Replace a factlint.toml that is there
        #[arg(long)]
        force: bool,
    },
    /// Serve an editor: findings while the draft is written
    #[command(after_help = "\
Editors start it and speak the Language Server Protocol with it on standard input and output. See
docs/editors.md for Neovim, Helix and others.")]
    Lsp {
        /// As some editors say it; there is no other way
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Write what documents say as lines that other programs sort and join
    #[command(after_help = "\
A corpus that is too large for one machine is a map, a sort and a reduce:

  factlint observe | LC_ALL=C sort | factlint judge        # the same as factlint check
  factlint observe --stdin < texts.jsonl > claims.jsonl    # {\"path\": \"a.md\", \"text\": \"...\"} a line

See docs/scale.md for the lines.")]
    Observe(ObserveArguments),
    /// Keep what documents say, so that later runs read only what has changed
    #[command(after_help = "\
What is kept lies in .factlint-cache beside factlint.toml; it may be removed at any time, and version control passes
over it. A changed rule has those documents read again that it can concern.

Examples:
  factlint index                                          bring it up to date
  factlint check --cached draft.md                        report on a draft; bring up to date what has changed
  factlint check --cached --assume-unchanged draft.md     the same without looking at the other files

See docs/store.md.")]
    Index(IndexArguments),
    /// Tell what documents said before about somebody or something, the newest first
    #[command(after_help = "\
Reads the documents in which the words may stand, as `factlint index` knows them; what is not known yet is indexed
first.

Examples:
  factlint recall \"Halden Bridge\"             figures, dates, titles and quotations about it
  factlint recall \"Halden Bridge\" length      those in a sentence with a word
  factlint recall Lund --format jsonl          one JSON object a line")]
    Recall(RecallArguments),
    /// Judge the lines of `factlint observe`, sorted or grouped by their keys
    Judge(JudgeArguments),
    /// Serve programs that write texts: what contradicts a draft, what the rules and the sources say
    #[command(after_help = "\
Programs start it and speak the Model Context Protocol with it on standard input and output. The corpus
is that of the nearest factlint.toml. Nothing is written to any file. See docs/mcp.md.")]
    Mcp,
    /// Print the JSON Schema of rule files or of factlint.toml
    #[command(after_help = "\
Editors with a TOML language server complete and validate by it:
  factlint schema rules > rules.schema.json      then, at the top of a rule file:
  #:schema ./rules.schema.json")]
    Schema {
        /// Whose schema
        #[arg(default_value = "rules")]
        of: SchemaOf,
    },
    /// Print a completion script for a shell
    Completions {
        /// bash, elvish, fish, powershell or zsh
        shell: clap_complete::Shell,
    },
}

/// Options of `factlint import`.
#[derive(Debug, Clone, Args)]
pub(super) struct ImportArguments {
    /// The data, as it was downloaded
    #[arg(value_name = "FILE")]
    pub(super) input: PathBuf,
    /// Where the facts go, for example facts/mayors.toml
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: PathBuf,
    /// Where the rule goes that reads them, unless it is there [default: rules/ with the name of the facts]
    #[arg(long, value_name = "FILE")]
    pub(super) rule: Option<PathBuf>,
    /// Who says so [default: told by the data]
    #[arg(long, value_name = "WORDS")]
    pub(super) source: Option<String>,
    /// The day on which the data was downloaded [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) checked: Option<Date>,
    /// Leave out what ended before this day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) since: Option<Date>,
    /// Of legislators: the holders of each office, instead of what each person was
    #[arg(long)]
    pub(super) by_office: bool,
    /// Only this office; may be repeated
    #[arg(long, value_name = "OFFICE")]
    pub(super) office: Vec<String>,
    /// Further names of people, a TOML file: "Joe Biden" = ["Biden"]
    #[arg(long, value_name = "FILE")]
    pub(super) names: Option<PathBuf>,
}

/// What `factlint packs` does.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum PacksCommand {
    /// Take a pack: copy it beside factlint.toml and pin it
    Add {
        /// A folder, a .zip archive, or git+URL@REVISION#FOLDER
        source: String,
    },
    /// Take packs again from where they came, and show what changed
    Update {
        /// Which [default: all]
        #[arg(value_name = "PACK")]
        names: Vec<String>,
    },
    /// List the packs that ship and those that were taken
    List,
    /// Write a pack to start from: a folder with pack.toml, a rule with its examples, facts, and a check in CI
    New {
        /// Its name: lower-case letters, digits, hyphens; the folder is called so
        name: String,
    },
    /// Hold what was taken against factlint.lock, or try a pack before it is published
    Check {
        /// Folders of packs [default: what was taken]
        #[arg(value_name = "FOLDER")]
        folders: Vec<PathBuf>,
    },
}

/// Options of `factlint check`.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct CheckArguments {
    /// Report on these files and folders, compared with the whole corpus [default: all of it]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Pass over PATHs that are no documents of the corpus, as a hook may be given
    #[arg(long, requires = "paths")]
    pub(super) within_corpus: bool,
    #[command(flatten)]
    pub(super) changed: changed::ChangedArguments,
    #[command(flatten)]
    pub(super) reports: output::Destinations,
    /// Exit with 1 from this severity on
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(super) fail_on: FailOn,
    /// Compare with these documents too, without reporting on them
    #[arg(long, value_name = "PATH")]
    pub(super) against: Vec<PathBuf>,
    /// The date of documents that have none
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) as_of: Option<Date>,
    /// Check the text on standard input as if it were FILE
    #[arg(long, value_name = "FILE")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Let a run pass that has no document to check, or no rule
    #[arg(long)]
    pub(super) allow_empty: bool,
    /// Fail on unreadable files anywhere in the corpus
    #[arg(long)]
    pub(super) strict: bool,
    /// Hold the `until` of stets against today's date
    #[arg(long)]
    pub(super) expire: bool,
    /// Tell statements about a rule's subject that were not read: unclear ones, or all that were left out
    #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "unclear")]
    pub(super) unread: Option<ToldUnread>,
    /// Count the findings that FILE knows, and show only others
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Make FILE know what is found now, and show nothing
    #[arg(long, requires = "baseline")]
    pub(super) update_baseline: bool,
    /// Check again whenever a document or a rule is saved
    #[arg(long, conflicts_with_all = ["stdin_filename", "output", "update_baseline"])]
    pub(super) watch: bool,
    /// Count the findings of each rule instead of showing them
    #[arg(long, conflicts_with_all = ["format", "output", "update_baseline"])]
    pub(super) statistics: bool,
    /// Keep what documents say beside factlint.toml, and read only what has changed
    #[arg(long, conflicts_with = "watch")]
    pub(super) cached: bool,
    /// Read all documents, whatever is kept: undoes --cached
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Believe that no document has changed since it was read for --cached, but those that are named
    #[arg(long, requires = "cached")]
    #[cfg_attr(not(feature = "store"), allow(dead_code))]
    pub(super) assume_unchanged: bool,
}

/// Which statements that were not read are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ToldUnread {
    /// Those that a rule may have wanted to read.
    Unclear,
    /// Also those that are left out on purpose.
    All,
}

impl ToldUnread {
    pub(super) fn class(self) -> Class {
        match self {
            Self::Unclear => Class::Unclear,
            Self::All => Class::Withheld,
        }
    }
}

/// Options of `factlint observe`.
#[derive(Debug, Clone, Args)]
pub(super) struct ObserveArguments {
    /// Files and folders [default: the whole corpus]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Read texts from standard input, a line of JSON each: path and text, date and format where they need be told
    #[arg(long, conflicts_with = "paths")]
    pub(super) stdin: bool,
    /// The date of documents that have none
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) as_of: Option<Date>,
    /// Settle what no other document can change, and write what that came to in place of its claims
    #[arg(long)]
    pub(super) settle: bool,
    /// With --settle, as `judge` has it: it must be given to both
    #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "unclear", requires = "settle")]
    pub(super) unread: Option<ToldUnread>,
    /// How to write the lines: in JSON, or as record batches of Arrow
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    pub(super) format: LinesFormat,
}

/// How lines are written that `factlint judge` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LinesFormat {
    /// A line of JSON each.
    Jsonl,
    /// A stream of record batches, Arrow IPC.
    Arrow,
}

/// Options of `factlint index`.
#[derive(Debug, Clone, Args)]
#[cfg_attr(not(feature = "store"), allow(dead_code))]
pub(super) struct IndexArguments {
    /// The date of documents that have none
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) as_of: Option<Date>,
}

/// Options of `factlint recall`.
#[derive(Debug, Clone, Args)]
#[cfg_attr(not(feature = "store"), allow(dead_code))]
pub(super) struct RecallArguments {
    /// Whom or what it is about, or who says it
    pub(super) name: String,
    /// Only what stands in a sentence with this word or phrase
    pub(super) cue: Option<String>,
    /// How to tell it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: RecallFormat,
    /// Tell no more than this
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Believe that no document has changed since `factlint index`
    #[arg(long)]
    pub(super) assume_unchanged: bool,
    /// The date of documents that have none
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) as_of: Option<Date>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum RecallFormat {
    /// Two lines a statement
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
}

/// Options of `factlint judge`.
#[derive(Debug, Clone, Args)]
pub(super) struct JudgeArguments {
    /// Files of lines; keys must not come back once another has begun [default: standard input]
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reports: output::Destinations,
    /// Exit with 1 from this severity on
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(super) fail_on: FailOn,
    /// The day on which rules and stets are held to be due
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) as_of: Option<Date>,
    /// Hold the `until` of stets against today's date
    #[arg(long)]
    pub(super) expire: bool,
    /// Tell statements about a rule's subject that were not read: unclear ones, or all that were left out
    #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "unclear")]
    pub(super) unread: Option<ToldUnread>,
    /// Write what the lines came to as a line, for a `judge` that takes it with others
    #[arg(long, conflicts_with_all = ["format", "output", "fail_on"])]
    pub(super) partial: bool,
}

/// Options of `factlint fix`.
#[derive(Debug, Clone, Args)]
pub(super) struct FixArguments {
    /// Files and folders [default: the whole corpus]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Print a unified diff instead of writing
    #[arg(long)]
    pub(super) diff: bool,
    /// Also where either side may be wrong
    #[arg(long)]
    pub(super) r#unsafe: bool,
    /// The date of documents that have none
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) as_of: Option<Date>,
}

/// Options of `factlint rules`.
#[derive(Debug, Clone, Args)]
pub(super) struct RulesArguments {
    /// Only the rules that are due for review; exit with 1 if there is one
    #[arg(long, conflicts_with = "stets")]
    pub(super) stale: bool,
    /// What factlint.toml and comments let stand, instead of the rules
    #[arg(long)]
    pub(super) stets: bool,
    /// What each rule costs in the corpus, the dearest first
    #[arg(long, conflicts_with_all = ["stale", "stets"])]
    pub(super) cost: bool,
    /// Where two rules compete for the same words, or could
    #[arg(long, conflicts_with_all = ["stale", "stets", "cost"])]
    pub(super) overlaps: bool,
    #[command(flatten)]
    pub(super) reports: output::Destinations,
    /// Due on this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) as_of: Option<Date>,
}

/// Options of `factlint facts`.
#[derive(Debug, Clone, Args)]
pub(super) struct FactsArguments {
    /// Files and folders [default: the whole corpus]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How to list
    #[arg(long, value_name = "FORMAT", default_value = "sheet")]
    pub(super) format: FactsFormat,
    /// Hold every statement against these files and folders: agrees, differs, only here
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(super) against: Vec<PathBuf>,
    /// Only what is about, or said by, whoever is called so
    #[arg(long, value_name = "NAME")]
    pub(super) about: Option<String>,
    /// Only these kinds: figure, date, title, quotation, name
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(super) kind: Vec<FactKind>,
    /// Do not tell whose figures and dates are, nor who says what: several times as fast
    #[arg(long)]
    pub(super) no_subjects: bool,
    /// Read only documents in which the name may stand, as they are kept for `check --cached`
    #[arg(long, requires = "about", conflicts_with_all = ["paths", "against"])]
    pub(super) cached: bool,
    /// List the documents instead: their dates, and what tells them
    #[arg(long, conflicts_with_all = ["kind", "no_subjects", "against", "about"])]
    pub(super) documents: bool,
    /// The date of documents that have none
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) as_of: Option<Date>,
}

/// Options of `factlint suggest`.
#[derive(Debug, Clone, Args)]
pub(super) struct SuggestArguments {
    /// Suggest what is found in these files and folders, compared with the whole corpus [default: all of it]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Add the rules to this file; what stands there is kept
    #[arg(long, value_name = "FILE")]
    pub(super) write: Option<PathBuf>,
    /// Ask about each: accept, reject, edit, skip [writes to rules/suggested.toml without --write]
    #[arg(long)]
    pub(super) interactive: bool,
    /// Where rejected suggestions are remembered [default: factlint.rejected beside factlint.toml]
    #[arg(long, value_name = "FILE")]
    pub(super) rejected: Option<PathBuf>,
    /// Suggest no more than this
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) limit: usize,
    /// How to print them
    #[arg(long, value_enum, default_value_t, conflicts_with = "interactive")]
    pub(super) format: SuggestFormat,
    /// The date of documents that have none
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(super) as_of: Option<Date>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum SuggestFormat {
    /// Each as a diagnostic, with its rule
    #[default]
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum FactsFormat {
    /// A tick sheet, by subject
    #[default]
    Sheet,
    /// The same as a list of tasks
    Markdown,
    /// A page: the text with what is said of each statement, and boxes to tick
    Html,
    /// A table, a statement a row
    Csv,
    /// One JSON object a line
    Jsonl,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum CoverageFormat {
    /// A table, the rules that read least first
    #[default]
    Table,
    /// One JSON object
    Json,
}

/// A kind of statement, as the command line names it.
#[derive(Debug, Clone, Copy)]
pub(super) struct FactKind(pub(super) Kind);

impl ValueEnum for FactKind {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [FactKind; 5] = [
            FactKind(Kind::ALL[0].0),
            FactKind(Kind::ALL[1].0),
            FactKind(Kind::ALL[2].0),
            FactKind(Kind::ALL[3].0),
            FactKind(Kind::ALL[4].0),
        ];
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let (_, name) = Kind::ALL.iter().find(|(kind, _)| *kind == self.0)?;
        Some(clap::builder::PossibleValue::new(*name))
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// Diagnostics with the words in their lines
    #[default]
    Pretty,
    /// One line a finding
    Concise,
    /// One JSON object
    Json,
    /// One JSON object a finding
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub Actions: annotations beside the text
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit XML: one test suite a rule
    Junit,
    /// Checkstyle XML
    Checkstyle,
    /// reviewdog: one JSON object
    Rdjson,
    /// reviewdog: one JSON object a finding
    Rdjsonl,
    /// A page to read in a browser
    Html,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// Rule files
    Rules,
    /// factlint.toml
    Config,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    #[default]
    Error,
    Warning,
    Note,
}

impl FailOn {
    pub(super) fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }
}

pub(super) fn parse_date(text: &str) -> Result<Date, String> {
    factlint_language::date::parse_date(text)
        .ok_or_else(|| "not a date of the calendar; write year-month-day: 2025-10-17".to_owned())
}

/// A first word that is neither a command nor a path.
fn neither(word: &str) -> clap::Error {
    let mut command = Arguments::command();
    let names: Vec<String> =
        command.get_subcommands().map(|known| known.get_name().to_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let hint = match closest(word, &names) {
        Some(close) => format!("did you mean `factlint {close}`?"),
        None => {
            "give files or folders to check, or one of the commands that `factlint --help` lists"
                .to_owned()
        }
    };
    let message = format!("no such file or command `{}`; {hint}", visible(word));
    command.error(ErrorKind::InvalidSubcommand, message)
}

/// Parses the arguments; without a command, they are those of `check`.
pub(super) fn parse(mut arguments: Vec<OsString>) -> Result<Arguments, clap::Error> {
    // `--config` takes a file everywhere else; at the end of `explain` there is none.
    if let [_, .., last] = arguments.as_mut_slice()
        && last == "--config"
    {
        *last = settings::WORD.into();
        if let Ok(parsed) = Arguments::try_parse_from(&arguments)
            && matches!(&parsed.command, Some(Command::Explain { what, .. }) if what == settings::WORD)
        {
            return Ok(parsed);
        }
        if let Some(last) = arguments.last_mut() {
            *last = "--config".into();
        }
    }
    let parsed = Arguments::try_parse_from(&arguments);
    let Err(error) = &parsed else { return parsed };
    let is_path = |argument: &OsString| {
        let text = argument.to_string_lossy();
        text.contains(['.', '/', '\\']) || std::path::Path::new(argument).exists()
    };
    let meant = match error.kind() {
        ErrorKind::UnknownArgument => true,
        ErrorKind::InvalidSubcommand => arguments.iter().skip(1).any(is_path),
        _ => false,
    };
    let named = Arguments::command()
        .ignore_errors(true)
        .try_get_matches_from(&arguments)
        .is_ok_and(|found| found.subcommand_name().is_some());
    if !meant || named || arguments.is_empty() {
        return match error.get(ContextKind::InvalidSubcommand) {
            Some(ContextValue::String(word)) => Err(neither(word)),
            _ => parsed,
        };
    }
    arguments.insert(1, "check".into());
    Arguments::try_parse_from(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
