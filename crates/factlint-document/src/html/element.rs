//! What the elements of HTML mean for the prose, by the rendering section of the HTML standard.

use super::emitter::Tag;

/// What an element does to what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    /// Part of a sentence.
    Inline,
    /// Part of a sentence, set in bold.
    Bold,
    /// Part of a sentence, set as code.
    Code,
    /// Superscript: a power, an ordinal or the mark of a note.
    Superscript,
    /// Words that somebody says, in quotation marks that the browser adds.
    Quoted,
    /// Has no content.
    Void,
    /// Ends a line.
    Break,
    /// Nothing of it is read.
    Skipped,
    /// A part of its own.
    Block(Part),
}

/// The part that a block plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Any other block.
    Plain,
    Paragraph,
    Headline,
    Summary,
    Quotation,
    /// Text as it stands.
    Preformatted,
    Caption,
    /// What stands above something that opens.
    Legend,
    Boilerplate,
    List,
    Item,
    /// What is told of a term.
    Definition,
    Table,
    Row,
    Cell,
}

impl Element {
    /// What a tag means.
    pub(super) fn of(tag: &Tag) -> Self {
        let element = Self::named(&tag.name);
        match element {
            Self::Block(Part::Plain | Part::List | Part::Paragraph) => {
                // A paragraph may end without a tag.
                if is_hidden(tag) && element != Self::Block(Part::Paragraph) {
                    return Self::Skipped;
                }
                if is_boilerplate(tag) {
                    return Self::Block(Part::Boilerplate);
                }
                if is_summary(tag) && element != Self::Block(Part::List) {
                    return Self::Block(Part::Summary);
                }
                element
            }
            Self::Inline | Self::Bold if is_hidden(tag) => Self::Skipped,
            other => other,
        }
    }

    /// What an element of this name means, whatever its attributes.
    pub fn named(name: &str) -> Self {
        match name {
            "br" => Self::Break,
            "area" | "base" | "basefont" | "bgsound" | "col" | "embed" | "frame" | "img"
            | "input" | "keygen" | "link" | "meta" | "param" | "source" | "track" | "wbr" => {
                Self::Void
            }
            "code" | "kbd" | "samp" | "tt" | "var" => Self::Code,
            "b" | "strong" => Self::Bold,
            "sup" => Self::Superscript,
            "q" => Self::Quoted,
            // What was struck out is not said any more.
            "audio" | "canvas" | "datalist" | "del" | "iframe" | "math" | "noembed"
            | "noframes" | "noscript" | "object" | "rp" | "rt" | "s" | "script" | "select"
            | "strike" | "style" | "svg" | "template" | "textarea" | "title" | "video" | "xmp" => {
                Self::Skipped
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Block(Part::Headline),
            "p" => Self::Block(Part::Paragraph),
            "blockquote" => Self::Block(Part::Quotation),
            "pre" | "listing" | "plaintext" => Self::Block(Part::Preformatted),
            "caption" | "figcaption" | "legend" => Self::Block(Part::Caption),
            "button" | "footer" | "form" | "nav" | "search" => Self::Block(Part::Boilerplate),
            "dir" | "dl" | "menu" | "ol" | "ul" => Self::Block(Part::List),
            "dt" | "li" => Self::Block(Part::Item),
            "dd" => Self::Block(Part::Definition),
            "table" => Self::Block(Part::Table),
            "tr" => Self::Block(Part::Row),
            "td" | "th" => Self::Block(Part::Cell),
            "address" | "article" | "aside" | "body" | "center" | "colgroup" | "details"
            | "dialog" | "div" | "fieldset" | "figure" | "head" | "header" | "hgroup" | "hr"
            | "html" | "main" | "optgroup" | "option" | "section" | "tbody" | "tfoot" | "thead" => {
                Self::Block(Part::Plain)
            }
            "summary" => Self::Block(Part::Legend),
            _ => Self::Inline,
        }
    }
}

/// Whether readers do not see an element: by its attributes, or by a style that stands in it. What a search in the page
/// opens (`hidden="until-found"`) is seen.
pub(super) fn is_hidden(tag: &Tag) -> bool {
    let until_found = |value: &str| value.trim().eq_ignore_ascii_case("until-found");
    tag.attribute("hidden").is_some_and(|value| !until_found(value))
        || tag.attribute("aria-hidden") == Some("true")
        || tag.attribute("style").is_some_and(hides)
}

/// Whether declarations of CSS take an element out of sight.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
        let value = value.trim().trim_end_matches("!important").trim_end();
        let is = |wanted: &str, hidden: &str| {
            name.trim().eq_ignore_ascii_case(wanted) && value.eq_ignore_ascii_case(hidden)
        };
        is("display", "none") || is("visibility", "hidden")
    })
}

/// Whether a script holds a page for a program to fill: by the types that template languages have.
pub(super) fn is_template(tag: &Tag) -> bool {
    const LANGUAGES: &[&str] = &[
        "dot", "ejs", "handlebars", "html", "hogan", "jquery-tmpl", "mustache", "template", "tmpl",
        "underscore",
    ];
    let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let (group, language) = kind.split_once('/').unwrap_or_default();
    tag.name == "script"
        && matches!(group, "text" | "x-tmpl" | "application" | "template")
        && language.split(['-', '.', '+', ';', ' ']).any(|part| LANGUAGES.contains(&part))
}

/// Landmarks that stand on every page: WAI-ARIA, section 5.3.4, and the names that sites give them.
fn is_boilerplate(tag: &Tag) -> bool {
    const ROLES: &[&str] = &["banner", "contentinfo", "menu", "menubar", "navigation", "search"];
    const NAMES: &[&str] = &[
        "advertisement", "breadcrumb", "breadcrumbs", "comments", "cookie-banner", "footer",
        "hatnote", "menu", "nav", "navbar", "navbox", "navigation", "newsletter",
        "newsletter-signup", "related", "related-articles", "share", "share-buttons", "sidebar",
        "site-footer", "site-header", "social", "social-share", "sphinxsidebar", "toc",
    ];
    tag.words_of("role").any(|role| ROLES.contains(&role))
        || tag.words_of("class").chain(tag.words_of("id")).any(|name| NAMES.contains(&name))
}

/// A standfirst, by the names that newspapers and schema.org give it.
fn is_summary(tag: &Tag) -> bool {
    const NAMES: &[&str] = &[
        "deck", "dek", "lead-text", "standfirst", "sub-headline", "subhead", "subheadline",
        "subtitle", "summary",
    ];
    tag.words_of("itemprop").any(|name| name == "description")
        || tag.words_of("class").any(|name| NAMES.contains(&name))
}
