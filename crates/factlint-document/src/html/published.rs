//! The day on which a page says that it was published: meta elements, JSON-LD, `<time>`.

use serde_json::Value;

use super::emitter::Tag;
use crate::date::{DateSource, Dated, parse};

/// Names of meta elements that tell the day, the surest first: Open Graph, schema.org, Dublin Core and
/// what publishing systems use beside them.
const NAMES: &[&str] = &[
    "article:published_time", "og:published_time", "datepublished", "date", "pubdate",
    "publish-date", "publish_date", "publication_date", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date", "citation_date",
    "parsely-pub-date", "sailthru.date", "article:modified_time", "datemodified", "last-modified",
    "dcterms.modified",
];

/// A `<time>` behind more prose than this, in bytes, tells of something else.
const HEAD: usize = 600;

/// No script that tells a date is longer, in bytes.
const LONGEST_SCRIPT: usize = 1 << 20;

/// Words without which no page tells its date.
const MARKS: &[&str] = &["<time", "<TIME", "<meta", "<META", "datePublished"];

/// Whether a page may tell its date.
pub(crate) fn may_tell_date(text: &str) -> bool {
    MARKS.iter().any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some())
}

/// What has been found so far.
#[derive(Default)]
pub(super) struct Published {
    /// The date of a meta element, with its place among the names.
    meta: Option<(usize, jiff::civil::Date)>,
    json_ld: Option<jiff::civil::Date>,
    /// A `<time>` that says that it is the day of publication.
    time: Option<jiff::civil::Date>,
    /// The first `<time>` of the page's head.
    first_time: Option<jiff::civil::Date>,
    /// The script that is being read.
    script: Option<String>,
}

impl Published {
    /// Hears of an element; `told` is how much prose stands before it, in bytes.
    pub fn element(&mut self, tag: &Tag, is_boilerplate: bool, told: usize) {
        match tag.name.as_str() {
            "meta" => {
                let name = ["property", "name", "itemprop", "http-equiv"]
                    .into_iter()
                    .find_map(|key| tag.attribute(key))
                    .unwrap_or_default()
                    .to_ascii_lowercase();
                let Some(rank) = NAMES.iter().position(|known| *known == name) else { return };
                if self.meta.is_some_and(|(known, _)| known <= rank) {
                    return;
                }
                let date = tag.attribute("content").and_then(parse);
                self.meta = date.map(|date| (rank, date)).or(self.meta);
            }
            "time" if !is_boilerplate => {
                let Some(date) = tag.attribute("datetime").and_then(parse) else { return };
                let is_published = tag.attribute("pubdate").is_some()
                    || tag.words_of("itemprop").any(|name| name == "datePublished");
                if is_published && self.time.is_none() {
                    self.time = Some(date);
                } else if told <= HEAD && self.first_time.is_none() {
                    self.first_time = Some(date);
                }
            }
            "script" if tag.attribute("type").is_some_and(|kind| kind.contains("ld+json")) => {
                self.script = Some(String::new());
            }
            _ => {}
        }
    }

    /// Hears the words of a script.
    pub fn script(&mut self, words: &str) {
        if let Some(script) = &mut self.script
            && script.len() < LONGEST_SCRIPT
        {
            script.push_str(words);
        }
    }

    /// Hears that a script has ended.
    pub fn end_script(&mut self) {
        let Some(script) = self.script.take() else { return };
        if self.json_ld.is_none()
            && let Ok(value) = serde_json::from_str::<Value>(&script)
        {
            self.json_ld = published_in(&value);
        }
    }

    /// The day, by the surest that tells it.
    pub fn date(self) -> Option<Dated> {
        let dated = |source| move |date| Dated { date, source };
        self.meta
            .map(|(_, date)| Dated { date, source: DateSource::Meta })
            .or(self.json_ld.map(dated(DateSource::JsonLd)))
            .or(self.time.or(self.first_time).map(dated(DateSource::Time)))
    }
}

/// `datePublished` of a thing, or of one of those that it lists.
fn published_in(value: &Value) -> Option<jiff::civil::Date> {
    match value {
        Value::Array(things) => things.iter().find_map(published_in),
        Value::Object(thing) => thing
            .get("datePublished")
            .and_then(Value::as_str)
            .and_then(parse)
            .or_else(|| thing.get("@graph").and_then(published_in))
            .or_else(|| thing.get("mainEntity").and_then(published_in)),
        _ => None,
    }
}
