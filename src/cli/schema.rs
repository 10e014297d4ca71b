//! `factlint schema`: the JSON Schema of rule files or of `factlint.toml`.

use super::arguments::SchemaOf;
use super::session;
use super::{Exit, Failure};
use crate::schema;

pub(super) fn run(of: SchemaOf) -> Result<Exit, Failure> {
    let schema = match of {
        SchemaOf::Rules => schema::rules(),
        SchemaOf::Config => schema::config(),
    };
    let text = format!("{schema:#}\n");
    session::print(text.as_bytes())?;
    Ok(Exit::Clean)
}
