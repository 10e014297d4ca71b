//! Titles in the plural, which several people share: "Senators Ann Lee and Jo Reed".

use super::name::name_at;
use super::{TitleUse, normal};
use crate::token::Tokens;

/// The uses of a title in the plural, one for each of those who are named behind it; none where fewer than two are.
pub fn shared(tokens: &Tokens<'_>, found: &TitleUse) -> Vec<TitleUse> {
    let Some(first) = &found.name else { return Vec::new() };
    let mut uses = vec![found.clone()];
    let mut at = tokens.at(first.end);
    loop {
        let comma = tokens.attached_sign(at, ',');
        if comma {
            at += 1;
        }
        let joined = tokens.says(at, "and");
        if joined {
            at += 1;
        }
        if !comma && !joined {
            break;
        }
        let Some(name) = name_at(tokens, at) else { break };
        at = name.end;
        let name = tokens.span(name).range();
        uses.push(TitleUse {
            span: name.clone(),
            name_key: normal(&tokens.prose()[name.clone()]),
            name: Some(name),
            ..found.clone()
        });
        if joined {
            return uses;
        }
    }
    Vec::new()
}
