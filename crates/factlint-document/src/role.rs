//! Roles: what parts blocks play in their document.

use serde::{Deserialize, Serialize};

/// What part a block plays in its document.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The title of the document or of a section.
    Headline,
    /// What tells in a sentence or two what the document says: a standfirst, a description.
    Summary,
    /// Running text.
    #[default]
    Paragraph,
    /// An entry of a list.
    ListItem,
    /// A cell of a table.
    TableCell,
    /// What stands below a picture or above a table.
    Caption,
    /// Text set off as someone else's words.
    Quotation,
    /// Program text.
    Code,
    /// What stands on every page of a site: menus, footers, forms.
    Boilerplate,
    /// A remark that readers do not see.
    Comment,
}

impl Role {
    /// Every role with the word that rules use for it.
    pub const ALL: &'static [(Role, &'static str)] = &[
        (Role::Headline, "headline"),
        (Role::Summary, "summary"),
        (Role::Paragraph, "paragraph"),
        (Role::ListItem, "list-item"),
        (Role::TableCell, "table-cell"),
        (Role::Caption, "caption"),
        (Role::Quotation, "quotation"),
        (Role::Code, "code"),
        (Role::Boilerplate, "boilerplate"),
        (Role::Comment, "comment"),
    ];

    /// The word that rules use.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(role, _)| *role == self).map_or("", |(_, name)| name)
    }
}

/// A set of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Roles(u16);

impl Roles {
    /// What readers see: all but code, boilerplate and comments.
    pub const READERS_SEE: Roles = Roles(
        (1 << Role::Headline as u16)
            | (1 << Role::Summary as u16)
            | (1 << Role::Paragraph as u16)
            | (1 << Role::ListItem as u16)
            | (1 << Role::TableCell as u16)
            | (1 << Role::Caption as u16)
            | (1 << Role::Quotation as u16),
    );

    /// Whether a role is among them.
    pub fn contains(self, role: Role) -> bool {
        self.0 & (1 << role as u16) != 0
    }

    /// Whether all of these are among others.
    pub fn is_within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    /// These and others.
    #[must_use]
    pub fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |set, role| set | 1 << role as u16))
    }
}
