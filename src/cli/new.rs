//! `factlint new KIND`: a commented rule to start from, made of the kind's page.

use super::session;
use super::{Exit, Failure};
use factlint_engine::check::{self, KINDS, Kind};
use factlint_engine::rule::key::meant_check;
use factlint_engine::rule::table::closest;

pub(super) fn run(name: &str) -> Result<Exit, Failure> {
    let Some(kind) = check::kind(name) else {
        let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        let hint = match meant_check(name).or_else(|| closest(name, &kinds)) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("kinds: {}", kinds.join(", ")),
        };
        return Err(Failure(format!("there is no kind of check `{name}`; {hint}")));
    };
    session::print(starter(kind).as_bytes())?;
    Ok(Exit::Clean)
}

/// The first rule of the kind's page, with the keys of the kind as comments above it.
fn starter(kind: &Kind) -> String {
    let mut text = format!("# {}: {}.\n#\n", kind.name, kind.summary);
    let keys = kind.key_table();
    for [key, value, default] in &keys {
        text.push_str(&format!("# {key:<12} {}\n", meaning(value, default)));
    }
    if !keys.is_empty() {
        text.push_str("#\n");
    }
    text.push_str(&format!(
        "# Keys of every rule: near, unless-near, except, scope, severity, quotes, from, until, source,\n\
         # checked, review-by, message, example. `factlint explain {}` has all of it.\n\
         # `factlint test THIS-FILE` runs the examples.\n\n",
        kind.name
    ));
    text.push_str(first_rule(kind.page));
    text.push('\n');
    text
}

/// What a key takes, and what happens without it.
fn meaning(value: &str, default: &str) -> String {
    match default {
        "" | "none" => value.to_owned(),
        required if required.starts_with("required") => format!("{value} ({required})"),
        default => format!("{value} (without it: {})", default.trim_start_matches("none: ")),
    }
}

/// The first TOML block with a rule, up to its second rule.
fn first_rule(page: &str) -> &str {
    let blocks = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    for block in blocks {
        if let Some(first) = block.find("[[rule]]") {
            let rest = &block[first + 1..];
            let end = rest.find("\n[[rule]]").map_or(block.len(), |at| first + 1 + at);
            return block[..end].trim_end();
        }
    }
    ""
}
