//! What directives mean for the prose: those of docutils, of Sphinx and of well-known extensions.

use crate::Role;

/// What a directive's content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// No prose, and no code that readers see.
    Skipped,
    /// Code.
    Code,
    /// Blocks, which play a part of their own or that of what is around them.
    Blocks(Option<Role>),
    /// A list of lists: a row an item, a cell an item in it.
    ListTable,
    /// Rows of values with commas between them.
    CsvTable,
}

/// What stands behind a directive's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    /// A target, an expression or a class: no words.
    Skipped,
    /// A signature.
    Code,
    /// The name of an option or a setting, of which the content tells.
    Term,
    /// The first words of the content.
    Content,
    /// A version, and then the first words of the content.
    Version,
    /// Words of their own.
    Words(Role),
}

/// What a directive of this name holds.
pub(super) fn of(name: &str) -> (Argument, Content) {
    let plain = Content::Blocks(None);
    match name {
        "code"
        | "code-block"
        | "sourcecode"
        | "parsed-literal"
        | "math"
        | "raw"
        | "prompt"
        | "doctest"
        | "testcode"
        | "testoutput"
        | "testsetup"
        | "testcleanup"
        | "graphviz"
        | "digraph"
        | "graph"
        | "productionlist"
        | "mermaid"
        | "uml"
        | "plantuml"
        | "ipython"
        | "jupyter-execute"
        | "code-cell"
        | "console"
        | "command-output"
        | "plot"
        | "pyscript"
        | "jsonschema"
        | "aafig"
        | "blockdiag"
        | "seqdiag"
        | "actdiag"
        | "nwdiag"
        | "inheritance-diagram"
        | "terminal"
        | "tikz"
        | "exec"
        | "program-output" => (Argument::Skipped, Content::Code),
        "contents"
        | "sectnum"
        | "section-numbering"
        | "toctree"
        | "index"
        | "image"
        | "include"
        | "literalinclude"
        | "highlight"
        | "default-role"
        | "role"
        | "target-notes"
        | "meta"
        | "date"
        | "unicode"
        | "replace"
        | "default-domain"
        | "currentmodule"
        | "py:currentmodule"
        | "tabularcolumns"
        | "codeauthor"
        | "sectionauthor"
        | "moduleauthor"
        | "acks"
        | "post"
        | "postlist"
        | "tags"
        | "video"
        | "youtube"
        | "title"
        | "restructuredtext-test-directive"
        | "autosummary"
        | "bibliography" => (Argument::Skipped, Content::Skipped),
        "note" | "warning" | "attention" | "caution" | "danger" | "error" | "hint"
        | "important" | "tip" | "seealso" | "todo" | "impl-detail" | "availability" => {
            (Argument::Content, Content::Blocks(Some(Role::Paragraph)))
        }
        "versionadded" | "versionchanged" | "deprecated" | "versionremoved" | "soft-deprecated"
        | "deprecated-removed" | "canonical" => {
            (Argument::Version, Content::Blocks(Some(Role::Paragraph)))
        }
        "admonition" | "topic" | "sidebar" | "dropdown" | "card" | "grid-item-card"
        | "tab-item" | "tab" | "collapse" => {
            (Argument::Words(Role::Headline), Content::Blocks(Some(Role::Paragraph)))
        }
        "rubric" | "centered" => (Argument::Words(Role::Headline), plain),
        "figure" => (Argument::Skipped, Content::Blocks(Some(Role::Caption))),
        "table" => (Argument::Words(Role::Caption), plain),
        "list-table" => (Argument::Words(Role::Caption), Content::ListTable),
        "csv-table" => (Argument::Words(Role::Caption), Content::CsvTable),
        "epigraph" | "pull-quote" => (Argument::Content, Content::Blocks(Some(Role::Quotation))),
        "abstract" | "highlights" => (Argument::Content, Content::Blocks(Some(Role::Summary))),
        "header" | "footer" => (Argument::Content, Content::Blocks(Some(Role::Boilerplate))),
        "compound" | "line-block" => (Argument::Content, plain),
        "container" | "only" | "ifconfig" | "glossary" | "hlist" | "tab-set" | "tabs" | "grid" => {
            (Argument::Skipped, plain)
        }
        "option" | "cmdoption" | "confval" | "envvar" | "setting" | "std:option"
        | "std:confval" | "std:envvar" => (Argument::Term, plain),
        // A signature and its description.
        _ => (Argument::Code, plain),
    }
}
