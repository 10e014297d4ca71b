//! The templates of the tick sheet. A document's words are `VisibleText`, and escaped.

use maud::{Markup, html};

use super::{Card, Draft, Mark, Piece, SCRIPT, STYLE, View};
use crate::page::html::{document, help};
use crate::page::number;
use factlint_document::Role;

/// The keys of the page, and what they do.
const KEYS: &[(&str, &str)] = &[
    ("j  ↓", "next statement"),
    ("k  ↑", "previous statement"),
    ("Enter", "tick it, and go on"),
    ("n", "write a note"),
    ("u", "next one without a tick"),
    ("s", "save the ticks in a file"),
    ("o", "open saved ticks"),
    ("t", "light or dark"),
    ("?", "this help"),
    ("Esc", "leave the note or the statement"),
];

/// The page of a tick sheet.
pub(super) fn page(view: &View) -> Markup {
    let body = html! {
        a.skip href="#statements" { "Skip to the statements" }
        (masthead(view))
        main #sheet.sheet data-sheet=(view.id) {
            section.drafts aria-label="The text" {
                @for draft in &view.drafts { (draft_text(draft, view)) }
            }
            section #statements.statements tabindex="-1" aria-labelledby="statements-head" {
                h2 #statements-head.quiet { "Statements" }
                @if view.statements.is_empty() {
                    p.empty { "Nothing was read that could be ticked." }
                }
                @for (index, card) in view.statements.iter().enumerate() { (statement(index, card)) }
            }
        }
        footer.colophon {
            p {
                "A tick is yours: factlint sets none. \"Agrees\" says that a source tells the same, "
                "\"only here\" that none was found that tells it. Written by factlint "
                (env!("CARGO_PKG_VERSION")) "."
            }
        }
        (help(KEYS, None))
    };
    document(&view.headline, STYLE, SCRIPT, &body)
}

fn masthead(view: &View) -> Markup {
    html! {
        header.masthead {
            div.flag {
                p.wordmark { "factlint" }
                p.desk { "The tick sheet" }
                div.tools.js {
                    button #save type="button" title="Save the ticks in a file (s)" { "Save" }
                    button #open type="button" title="Open saved ticks (o)" { "Open" }
                    input #file type="file" accept=".json,application/json" hidden aria-label="Saved ticks";
                    button #theme type="button" title="Light or dark (t)" { "Dark" }
                    button #keys type="button" title="Keyboard (?)" aria-haspopup="dialog" { "Keys" }
                }
            }
            h1 { (view.headline) }
            p.standfirst { (view.standfirst) }
            p.legend {
                @for (mark, count) in &view.verdicts {
                    label.verdict.(mark.class()) {
                        input.js type="checkbox" name="verdict" value=(mark.class()) checked;
                        " " (mark.name()) " " span.n { (number(*count)) }
                    }
                    " "
                }
                span #count.count.js role="status" aria-live="polite" {}
            }
        }
    }
}

fn draft_text(draft: &Draft, view: &View) -> Markup {
    html! {
        article.draft {
            h2.path { bdi { (draft.path) } }
            @for passage in &draft.passages {
                @match passage.role {
                    Role::Headline => h3.block dir="auto" { (pieces(&passage.pieces, view)) },
                    Role::Quotation => blockquote.block dir="auto" { (pieces(&passage.pieces, view)) },
                    role => p.block.(role.as_str()) dir="auto" { (pieces(&passage.pieces, view)) },
                }
            }
        }
    }
}

/// The words of a block, its statements underlined. They lie in each other no deeper than a quotation, a title in it
/// and a name in that.
fn pieces(pieces_of: &[Piece], view: &View) -> Markup {
    html! {
        @for piece in pieces_of {
            @match piece {
                Piece::Words(words) => (words),
                Piece::Statement(index, inside) => {
                    @let mark = view.statements.get(*index).map_or(Mark::Read, |card| card.mark);
                    mark.(mark.class()) id={ "m-" (index + 1) } data-order=(index) title=(mark.name()) {
                        (pieces(inside, view))
                    }
                    sup.at { a href={ "#s-" (index + 1) } { (index + 1) } }
                }
            }
        }
    }
}

fn statement(index: usize, card: &Card) -> Markup {
    let id = index + 1;
    html! {
        article.statement.(card.mark.class()) id={ "s-" (id) } tabindex="-1" data-order=(index)
            data-anchor=(card.anchor) data-verdict=(card.mark.class()) {
            p.kicker {
                span.severity { (card.mark.name()) } " " span.kind { (card.kind) } " "
                bdi.place { (card.at) } " "
                span.link { (id) }
            }
            label.tick {
                input type="checkbox" autocomplete="off";
                " " bdi.words { (card.words) }
            }
            @if !card.read.is_empty() {
                p.read { @for (nth, one) in card.read.iter().enumerate() { @if nth > 0 { " · " } (one) } }
            }
            @if let Some(why) = &card.why { p.why { (why) } }
            @if !card.places.is_empty() {
                ul.places {
                    @for place in &card.places {
                        li {
                            bdi.place { (place.at) }
                            blockquote dir="auto" {
                                p { (place.sentence[0]) mark { (place.sentence[1]) } (place.sentence[2]) }
                            }
                        }
                    }
                }
            }
            @if let Some(ground) = &card.ground { p.ground { "Rule " (ground) } }
            label.note.js {
                span.quiet { "Note" }
                input type="text" placeholder="Note" autocomplete="off" spellcheck="false";
            }
        }
    }
}
