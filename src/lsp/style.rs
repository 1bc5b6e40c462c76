//! From one inclusive style to another: `motjuste.convertStyle`, and actions for clients that have no commands.

use super::code_actions::{What, is_wanted};
use super::desk::Desk;
use super::diagnostics::range;
use crate::document::Document;
use crate::report::Wording;
use crate::style::{Left, To, convert};
use crate::text::Language;
use serde::Serialize;
use tower_lsp::ls_types::{CodeAction, CodeActionKind, Range, Uri, WorkspaceEdit};

/// A kind for every style stands below it: `source.convertStyle.motjuste.median`.
pub const CONVERT: &str = "source.convertStyle.motjuste";

/// What became of a document.
pub struct Conversion {
    /// Nothing where there is nothing to convert.
    pub edit: Option<WorkspaceEdit>,
    pub converted: usize,
    pub left: Vec<LeftForm>,
}

/// A form that stays as it is.
#[derive(Debug, Serialize)]
pub struct LeftForm {
    range: Range,
    text: String,
    /// [`crate::style::Reason::name`].
    reason: &'static str,
    message: String,
    /// Wordings to choose from.
    offers: Vec<String>,
}

impl Desk {
    /// Turns a document into a style; without one, into the configured one. Nothing where the document is none of ours.
    pub fn convert(&mut self, uri: &Uri, to: Option<To>) -> Option<Conversion> {
        let (document, rules) = self.analysed(uri)?;
        let (format, text) = (document.format()?, document.text.to_string());
        let hints = self.hints_of(uri)?;
        let language = self.language_of(uri).unwrap_or(Language::En);
        let target = |language| to.or_else(|| To::configured(&rules, language));
        let converted = convert(&Document::parse(&text, format), &text, rules.tables(), &hints, &target);
        let wording = Wording::of(self.profile.locale.unwrap_or(language));
        let document = self.documents.get(uri)?;
        let form = |left: Left| LeftForm {
            range: range(&document.text, left.span, self.profile.encoding),
            text: left.text.split_whitespace().collect::<Vec<_>>().join(" "),
            reason: left.reason.name(),
            message: wording.editor(left.reason.name()).to_string(),
            offers: left.offers,
        };
        let left = converted.left.into_iter().map(form).collect();
        let edits = self.text_edits(document, &converted.edits);
        let edit = (!edits.is_empty()).then(|| self.edit(uri.clone(), Some(document.version), edits));
        Some(Conversion { edit, converted: converted.edits.len(), left })
    }

    /// Conversions of a document as actions, for who asks for that kind: nobody wants seven styles in every menu.
    pub fn style_actions(&mut self, uri: &Uri, only: Option<&[CodeActionKind]>, actions: &mut Vec<CodeAction>) {
        let is_asked = |kind: &CodeActionKind| kind.as_str().starts_with("source.convertStyle");
        if !only.is_some_and(|only| only.iter().any(is_asked)) {
            return;
        }
        let Some(language) = self.language_of(uri) else { return };
        let Some(stamp) = self.documents.get(uri).map(|d| d.stamp) else { return };
        let wording = Wording::of(self.profile.locale.unwrap_or(language));
        for name in To::names(language) {
            let kind = CodeActionKind::from(format!("{CONVERT}.{name}"));
            if is_wanted(&kind, only) {
                let title = wording.editor("convert").replace("{style}", name);
                self.lazy(title, kind, uri, stamp, What::Style(name.to_string()), actions);
            }
        }
    }
}
