//! Protected names: laws, organisations, titles that keep their words.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    Organisation,
    Law,
    Treaty,
    Title,
    Event,
    Campaign,
    Person,
    Place,
    Unit,
}

/// A name and every form of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ProtectedName {
    /// As the list gives it, for messages.
    pub text: String,
    pub kind: NameKind,
    /// Folded spellings, or spellings as written where `exact`.
    pub forms: Vec<String>,
    /// Only in these capitals.
    pub exact: bool,
}
