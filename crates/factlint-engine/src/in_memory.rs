//! Documents in memory: from texts to findings in one call.

use std::sync::Arc;

use factlint_document::Document;

use crate::engine::{Detail, Engine};
use crate::finding::Finding;
use crate::policy::{Claims, Policy};

impl Engine {
    /// What the rules find in some documents, which are all of their corpus, in a stable order.
    pub fn check<'d>(&self, documents: impl IntoIterator<Item = &'d Document>) -> Vec<Finding> {
        self.check_under(&Policy::default(), documents)
    }

    /// What the rules find in some documents under a policy, in a stable order.
    pub fn check_under<'d>(
        &self,
        policy: &Policy<'_>,
        documents: impl IntoIterator<Item = &'d Document>,
    ) -> Vec<Finding> {
        let mut claims = Claims::new();
        for document in documents {
            let observed = self.read(document).observe(Detail::Statements);
            claims.replace(self, policy, Arc::new(observed));
        }
        policy.settle_all(self, &claims).findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Value;
    use crate::observed::Observed;

    /// A rule of every kind whose claims carry a value of their own.
    const RULES: &str = r#"
        [[rule]]
        id = "length"
        check = "quantity"
        about = ["Halden Bridge"]
        near = ["length"]

        [[rule]]
        id = "converted"
        check = "conversion"

        [[rule]]
        id = "opening"
        check = "date"
        about = ["Halden Bridge"]
        near = ["opened"]

        [[rule]]
        id = "age"
        check = "elapsed"
        about = ["Ann Lee"]
        born = 1970-05-05

        [[rule]]
        id = "slang"
        check = "term"
        pattern = '/gonn(a)/'
        use = "going to"

        [[rule]]
        id = "sourced"
        check = "require"
        near = ["critics"]
        with = ["according to"]

        [[rule]]
        id = "version"
        check = "value"
        about = ["Halden Bridge"]
        near = ["version"]
        capture = '/version (\d+)/'

        [[rule]]
        id = "mayor"
        check = "title"
        about = ["Ann Lee"]
        held = [{ title = "Mayor", from = 2020-01-01 }]

        [[rule]]
        id = "calendar"
        check = "calendar"

        [[rule]]
        id = "kyiv"
        check = "name"
        use = "Kyiv"
        never = ["Kiev"]

        [[rule]]
        id = "arithmetic"
        check = "percentage"

        [[rule]]
        id = "lists"
        check = "tally"

        [[rule]]
        id = "tests"
        check = "statistics"
    "#;

    const TEXT: &str = "The Halden Bridge has a length of more than 1,420 metres (4,660 ft).\n\n\
        The Halden Bridge opened on Friday, May 5. The Halden Bridge drawings are version 7.\n\n\
        Mayor Ann Lee, 54, is gonna go to Kiev, critics say. Sales rose from 40 to 50, or 25%.\n\n\
        There are three reasons: cost, speed and safety. They differed, t(28) = 2.20, p = .03.\n";

    #[test]
    fn what_is_observed_survives_serialisation() -> Result<(), serde_json::Error> {
        let engine = Engine::from_toml(RULES).unwrap_or_else(|problems| panic!("{problems:?}"));
        let documents = [Document::new("2024-05-17.txt", TEXT), Document::new("a.txt", TEXT)];
        let observed = documents.map(|document| engine.read(&document).observe(Detail::Unread));
        let back: [Observed; 2] = serde_json::from_str(&serde_json::to_string(&observed)?)?;
        assert_eq!(back, observed);
        for one in &observed {
            let packed = one.packed(engine.rules());
            let unpacked: Vec<_> = packed.claims.iter(&one.document, engine.rules()).collect();
            assert_eq!(unpacked, one.claims);
        }
        let claims = || observed.iter().flat_map(|one| &one.claims);
        let kinds: std::collections::BTreeSet<String> = claims()
            .flat_map(|claim| &claim.parts)
            .filter_map(|part| {
                serde_json::to_value(&part.value).ok()?["type"].as_str().map(str::to_owned)
            })
            .collect();
        let all = [
            "age", "day", "figure", "form", "list", "percentage", "period", "reported", "required",
            "term", "text", "title", "undated", "weekday",
        ];
        assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), all);
        let open = claims().flat_map(|claim| &claim.parts).any(|part| {
            matches!(&part.value, Value::Figure(figure) if figure.interval.high.is_infinite())
        });
        assert!(open, "an open end");
        Ok(())
    }

    #[test]
    fn claims_tell_by_what_they_were_read() {
        let engine = |rules: &str| {
            Engine::from_toml(rules).unwrap_or_else(|problems| panic!("{problems:?}"))
        };
        let document = Document::new("a.txt", TEXT);
        let read_by = |engine: &Engine| {
            let claims = engine.read(&document).observe(Detail::Claims).claims;
            claims.iter().find(|claim| &*claim.rule == "kyiv").map(|claim| claim.read_by)
        };
        let before = read_by(&engine(RULES));
        assert!(before.is_some());
        assert_eq!(read_by(&engine(&format!("# A remark.\n\n{RULES}"))), before, "layout");
        let other = read_by(&engine(&RULES.replace("\"Kiev\"", "\"Kiev\", \"Kyjiv\"")));
        assert_ne!(other.map(|by| by.rule), before.map(|by| by.rule));
        let other = read_by(&engine(&RULES.replace("\"length\"", "\"reach\"")));
        assert_eq!(other.map(|by| by.rule), before.map(|by| by.rule));
        assert_ne!(other.map(|by| by.vocabulary), before.map(|by| by.vocabulary), "a cue");
    }
}
