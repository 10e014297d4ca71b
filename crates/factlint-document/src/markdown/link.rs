//! Links whose addresses stand in another file.

use pulldown_cmark::{BrokenLink, CowStr, LinkType};

/// "[the newsletter][news 34]": a page that is put together of several files may have the addresses of its links in another
/// one. The label is none of its words.
pub(super) fn kept_elsewhere<'a>(link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let is_word = |c: char| c.is_alphabetic();
    let is_labelled = link.link_type == LinkType::Reference && link.reference.contains(is_word);
    is_labelled.then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
}
