//! The templates. They are given factlint's own words as `&str` and everybody else's as `VisibleText`; both are
//! escaped. Only the style and the script of the page itself go in as they are.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::card::{Card, Mend, Part, Side};
use super::grid::{Cell, Grid, Line};
use super::visible_text::VisibleText;
use super::{Facet, SCRIPT, STYLE, View, content_security_policy, counted, number};
use factlint_engine::finding::Severity;
use factlint_engine::policy::Standing;

/// The order in which severities are read.
pub(super) const SEVERITIES: [(Severity, &str); 3] =
    [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Note, "Notes")];

/// Where the cards of a severity go. Nothing on the page has this sign: foreign text is made visible.
pub(super) const CARDS: &str = "\0";

/// The keys of the page, and what they do.
const KEYS: &[(&str, &str)] = &[
    ("j  ↓", "next finding"),
    ("k  ↑", "previous finding"),
    ("/", "search"),
    ("g", "group by the next: severity, document, rule"),
    ("v", "findings or grid"),
    ("t", "light or dark"),
    ("?", "this help"),
    ("Esc", "close, leave the search, show all"),
];

/// More findings than this are laid out only where somebody looks.
const MANY: usize = 200;

/// A whole page, self-contained: its style, its script and nothing that is loaded.
pub(super) fn document(title: &str, style: &str, script: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(content_security_policy(style, script));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="generator" content=(concat!("factlint ", env!("CARGO_PKG_VERSION")));
                title { (title) " · factlint" }
                style { (PreEscaped(style)) }
            }
            body {
                (body)
                script { (PreEscaped(script)) }
            }
        }
    }
}

/// The keyboard, as a dialog: keys, parted by two spaces, and what they do; `more` in a paragraph of its own.
pub(super) fn help(keys: &[(&str, &str)], more: Option<&str>) -> Markup {
    html! {
        dialog #help aria-labelledby="help-head" {
            h2 #help-head { "Keyboard" }
            dl.keys {
                @for (keys, what) in keys {
                    div { dt { @for key in keys.split("  ") { kbd { (key) } } } dd { (what) } }
                }
            }
            @if let Some(more) = more { p { (more) } }
            label { input #shortcuts type="checkbox" checked; " Single keys on" }
            form method="dialog" { button { "Close" } }
        }
    }
}

/// The page of the findings.
pub(super) fn page(view: &View) -> Markup {
    let body = html! {
        a.skip href="#findings" { "Skip to the findings" }
        (masthead(view))
        main {
            (findings(view))
            (grid(&view.grid))
        }
        footer.colophon {
            p { (view.last_line) }
            p {
                "A side in red contradicts; factlint does not say which side is wrong unless a fact decides. "
                "Written by factlint " (env!("CARGO_PKG_VERSION")) "."
            }
        }
        (help(KEYS, Some("The arrow keys go between findings once one is chosen.")))
    };
    document(&view.headline, STYLE, SCRIPT, &body)
}

fn masthead(view: &View) -> Markup {
    html! {
        header.masthead {
            div.flag {
                p.wordmark { "factlint" }
                p.desk { "The fact desk" }
                div.tools.js {
                    button #theme type="button" title="Light or dark (t)" { "Dark" }
                    button #keys type="button" title="Keyboard (?)" aria-haspopup="dialog" { "Keys" }
                }
            }
            h1 { (view.headline) }
            p.standfirst { (view.standfirst) }
            nav.views aria-label="Views" {
                a href="#findings" aria-current="page" { "Findings " span.n { (number(view.found)) } }
                @if !view.grid.rows.is_empty() {
                    a href="#grid" { "Who says what " span.n { (number(view.grid.rows.len())) } }
                }
            }
        }
    }
}

fn findings(view: &View) -> Markup {
    html! {
        section #findings.view tabindex="-1" aria-labelledby="findings-head" {
            h2 #findings-head.quiet { "Findings" }
            @if view.all_cards() == 0 {
                p.empty { "Nothing contradicts. Every claim that could be compared fits the others and the facts." }
            } @else {
                @if view.found > view.all_cards() {
                    p.empty {
                        "The page shows " (number(view.all_cards())) " of " (counted(view.found, "finding"))
                        ", errors first; all other formats have all of them."
                    }
                }
                div.columns {
                    (filters(view))
                    div.list.long[view.all_cards() > MANY] {
                        p #count.count.js role="status" aria-live="polite" {}
                        @for (severity, plural) in SEVERITIES {
                            @let count = view.cards(severity);
                            @if count > 0 {
                                section.group data-severity=(severity.as_str()) {
                                    h3 { span.name { (plural) } " " span.n { (number(count)) } }
                                    (CARDS)
                                }
                            }
                        }
                        p #nothing.empty.js hidden { "No finding matches. " button type="button" data-reset { "Show all" } }
                    }
                }
            }
        }
    }
}

fn filters(view: &View) -> Markup {
    html! {
        aside.filters.js aria-label="Filters" role="search" {
            label.search {
                span.quiet { "Search the findings" }
                input #search type="search" placeholder="Search  ( / )" autocomplete="off" spellcheck="false";
            }
            details #index {
                summary { "Group and filter" }
                fieldset.grouping {
                    legend { "Grouped by" }
                    @for (value, name) in [("severity", "Severity"), ("home", "Document"), ("rule", "Rule")] {
                        label {
                            input type="radio" name="group" value=(value) checked[value == "severity"];
                            span { (name) }
                        }
                    }
                }
                fieldset.facet data-facet="severity" {
                    legend { "Severity" }
                    @for (severity, plural) in SEVERITIES {
                        @let count = view.cards(severity);
                        @if count > 0 {
                            (choice("severity", severity.as_str(), &VisibleText::new(plural), count))
                        }
                    }
                }
                (facet("rule", "Rules", &view.rules))
                (facet("document", "Documents", &view.documents))
            }
            button.reset type="button" data-reset hidden { "Show all" }
        }
    }
}

fn facet(name: &str, legend: &str, facet: &Facet) -> Markup {
    html! {
        fieldset.facet data-facet=(name) {
            legend { (legend) " " span.n { (number(facet.0.len())) } }
            div.choices {
                @for (index, (value, count)) in facet.0.iter().enumerate() {
                    (choice(name, &index.to_string(), value, *count))
                }
            }
        }
    }
}

/// A line of the index: a name, leader dots, a count.
fn choice(facet: &str, value: &str, name: &VisibleText, count: usize) -> Markup {
    html! {
        label.choice {
            input type="checkbox" name=(facet) value=(value);
            bdi.name { (name) }
            span.dots aria-hidden="true" {}
            span.n { (number(count)) }
        }
    }
}

/// A finding with its place in the order of the report.
pub(super) fn finding(order: usize, card: &Card, view: &View) -> Markup {
    let documents: Vec<String> =
        card.documents.iter().map(|document| view.documents.index(document).to_string()).collect();
    let severity = card.severity.as_str();
    html! {
        article.finding.(severity) id=(card.id) tabindex="-1" aria-labelledby={ (card.id) "-h" }
            data-order=(order) data-severity=(severity) data-rule=(view.rules.index(&card.rule))
            data-documents=(documents.join(" ")) data-home=(view.documents.index(&card.home)) {
            p.kicker {
                span.severity { (severity) } " "
                span.rule { (card.rule) } " "
                span.check { (card.check) } " "
                a.link href={ "#" (card.id) } aria-label="Link to this finding" { "#" }
            }
            h4.sentence[card.is_sentence] id={ (card.id) "-h" } {
                (words(&card.headline))
            }
            div.sides { @for one in &card.sides { (side(one, card.source.as_ref())) } }
            @if !card.folded.is_empty() {
                details.more {
                    summary { (number(card.folded.len())) " more" }
                    div.sides { @for one in &card.folded { (side(one, None)) } }
                }
            }
            @if !card.notes.is_empty() {
                ul.notes { @for note in &card.notes { li { (words(note)) } } }
            }
            @if !card.mends.is_empty() { (fix(&card.mends, card.is_safe)) }
            dl.ground {
                @if let (Some(source), false) = (&card.source, card.shows_fact()) {
                    div { dt { "Source" } dd { (source) } }
                }
                @if let Some(place) = &card.declared { div { dt { "Rule" } dd { (place) } } }
            }
        }
    }
}

fn words(turns: &[VisibleText]) -> Markup {
    html! {
        @for (index, piece) in turns.iter().enumerate() {
            @if index % 2 == 1 { q { (piece) } } @else { (piece) }
        }
    }
}

/// One side; the fact with its source.
fn side(side: &Side, source: Option<&VisibleText>) -> Markup {
    let (class, name) = match side.part {
        Part::First => ("first", "This says"),
        Part::Same => ("first", "As here"),
        Part::Other => ("other", "Against"),
        Part::Witness => ("witness", "In agreement with the fact"),
        Part::Fact => ("fact", "The fact"),
    };
    html! {
        figure.side.(class) {
            p.part { (name) }
            blockquote dir="auto" {
                p {
                    @for (text, marked) in &side.passage.pieces {
                        @if *marked { mark { (text) } } @else { (text) }
                    }
                }
            }
            @if let (Part::Fact, Some(source)) = (side.part, source) { p.source { (source) } }
            figcaption {
                @for place in &side.places {
                    p {
                        bdi.place { (place.at) }
                        @if place.says.iter().any(|said| !said.as_str().is_empty()) {
                            " " span.says { (words(&place.says)) }
                        }
                    }
                }
                @if side.passage.is_stale { p.says { "the file has changed since it was checked" } }
            }
        }
    }
}

fn fix(mends: &[Mend], is_safe: bool) -> Markup {
    html! {
        div.fix {
            p.part {
                @if is_safe { "A fix: factlint fix writes it" } @else { "A possible fix: look first, then factlint fix --unsafe" }
            }
            ul {
                @for mend in mends {
                    li {
                        del { (mend.replaced) } " → " ins { (mend.replacement) }
                        " " bdi.place { (mend.at) }
                    }
                }
            }
        }
    }
}

fn grid(grid: &Grid) -> Markup {
    html! {
        @if !grid.rows.is_empty() {
            section #grid.view tabindex="-1" aria-labelledby="grid-head" {
                h2 #grid-head { "Who says what" }
                p.legend {
                    @for standing in [Standing::Contradicts, Standing::Agrees, Standing::Stet, Standing::Alone] {
                        span.said.(class(standing)) { (meaning(standing)) } " "
                    }
                    span.said { "empty: said nothing" }
                }
                (left_out(grid))
                @if grid.rows.iter().any(|row| row.contradicting.0 > 0) {
                    label.js.disputed { input #disputed type="checkbox"; " Only rules in dispute" }
                }
                div.scroll role="region" tabindex="0" aria-labelledby="grid-head" {
                    table {
                        thead {
                            tr {
                                th scope="col" { "Rule" }
                                @for document in &grid.documents { th scope="col" { bdi { (document) } } }
                            }
                        }
                        tbody {
                            @for row in &grid.rows {
                                tr.settled[row.contradicting.0 == 0] {
                                    th scope="row" title=(row.summary) {
                                        span.rule { (row.rule) }
                                        @if let Some(fact) = &row.fact { span.fact { (fact) } }
                                        @if let (contradict @ 1.., say) = row.contradicting {
                                            (tally(contradict, say, row.finding.as_deref()))
                                        }
                                    }
                                    @for one in &row.cells { (cell(one)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn left_out(grid: &Grid) -> Markup {
    let (rules, documents) = grid.left_out;
    let told: Vec<String> = [(rules, "rule"), (documents, "document")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| counted(count, noun))
        .collect();
    html! {
        @if !told.is_empty() {
            p.left-out {
                "Not shown: " (told.join(" and ")) ", in the fewest disputes and with the least to say."
            }
        }
    }
}

/// "2 of 14 contradict", which leads to the first finding.
fn tally(contradict: usize, say: usize, finding: Option<&str>) -> Markup {
    let told = format!("{} of {} contradict", number(contradict), number(say));
    html! {
        span.tally {
            @match finding { Some(id) => a href={ "#" (id) } { (told) }, None => (told) }
        }
    }
}

fn cell(cell: &Cell) -> Markup {
    html! {
        @match cell.standing() {
            None => td {},
            Some(standing) => td.(class(standing)) {
                @for line in &cell.lines {
                    p.said.(class(line.standing)) { (cell_line(line)) }
                }
                @if cell.left_out > 0 { p.more { (number(cell.left_out)) " more" } }
            }
        }
    }
}

fn cell_line(line: &Line) -> Markup {
    let title = format!("{}, line {}", meaning(line.standing), line.at);
    html! {
        span.quiet { (meaning(line.standing)) ": " }
        @match &line.finding {
            Some(id) => a href={ "#" (id) } title=(title) { (line.words) },
            None => span title=(title) { (line.words) },
        }
        @if line.times > 1 { " " span.n { "×" (line.times) } }
    }
}

fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Contradicts => "contradicts",
        Standing::Agrees => "agrees",
        Standing::Stet => "stet",
        Standing::Alone => "alone",
    }
}

fn meaning(standing: Standing) -> &'static str {
    match standing {
        Standing::Contradicts => "contradicts",
        Standing::Agrees => "agrees",
        Standing::Stet => "let stand",
        Standing::Alone => "stands alone",
    }
}
