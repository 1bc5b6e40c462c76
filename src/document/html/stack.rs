//! The elements that are open, with what they say of the text inside them.
//!
//! Not the tree construction of the HTML Standard (13.2.6), but the part of it that decides which language and role a text
//! has: implied end tags, scopes, formatting elements that outlive the element around them.

use super::elements::{self as el, Content, Name, Traits};
use crate::document::builder::{Builder, LanguageId};
use crate::document::{InlineKind, Role};

/// Elements nested deeper are not kept track of; their text is read as that of the element around them.
const DEEPEST: usize = 256;

#[derive(Debug, Clone, Copy)]
struct Open {
    name: Name,
    traits: Traits,
    /// Set on this very element.
    own_language: LanguageId,
    /// Its own or that of the elements around it.
    language: LanguageId,
    skips: bool,
    inline: Option<(InlineKind, usize)>,
}

#[derive(Debug)]
pub(crate) struct Stack {
    open: Vec<Open>,
    /// How many elements are open whose names fall together in the low byte: an end tag without a start tag, of which there
    /// may be millions, is known by its nought.
    counts: [u16; 256],
    /// Elements that were nested too deep, by the same byte.
    beyond: [u32; 256],
    /// Open elements whose content is not read.
    skipping: usize,
    pub(crate) quotes: usize,
    pub(crate) headings: usize,
}

fn slot(name: Name) -> usize {
    usize::from((name ^ (name >> 8) ^ (name >> 16) ^ (name >> 32)).to_le_bytes()[0])
}

impl Stack {
    pub(crate) fn new() -> Self {
        Stack { open: Vec::new(), counts: [0; 256], beyond: [0; 256], skipping: 0, quotes: 0, headings: 0 }
    }

    /// Whether text is not to be read here.
    pub(crate) fn is_skipping(&self) -> bool {
        self.skipping > 0
    }

    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(crate) fn language(&self) -> LanguageId {
        self.open.last().map_or(LanguageId::NONE, |o| o.language)
    }

    /// Tells the builder what holds for the text that comes next.
    pub(crate) fn apply(&self, builder: &mut Builder) {
        builder.language = self.language();
        // A heading inside a quotation is quoted.
        builder.role = if self.quotes > 0 {
            Role::Quote
        } else if self.headings > 0 {
            Role::Heading
        } else {
            Role::Paragraph
        };
    }

    /// Closes what the start tag of an element closes without an end tag (13.2.6.4.7 and following).
    pub(crate) fn before(&mut self, name: Name, traits: &Traits, builder: &mut Builder) {
        match name {
            el::LI => self.imply(&[el::LI], |o| o.traits.block && !matches!(o.name, el::ADDRESS | el::DIV | el::P), builder),
            el::DD | el::DT => {
                self.imply(&[el::DD, el::DT], |o| o.traits.block && !matches!(o.name, el::ADDRESS | el::DIV | el::P), builder);
            }
            el::TD | el::TH => self.imply(&[el::TD, el::TH, el::CAPTION], is_table, builder),
            el::TR => {
                self.imply(&[el::TD, el::TH, el::CAPTION], is_table, builder);
                self.imply(&[el::TR], is_table, builder);
            }
            el::TBODY | el::THEAD | el::TFOOT => {
                self.imply(&[el::TD, el::TH, el::CAPTION], is_table, builder);
                self.imply(&[el::TR], is_table, builder);
                self.imply(&[el::TBODY, el::THEAD, el::TFOOT], is_table, builder);
            }
            el::OPTION => self.imply(&[el::OPTION], |o| matches!(o.name, el::SELECT | el::OPTGROUP), builder),
            el::OPTGROUP => {
                self.imply(&[el::OPTION], |o| o.name == el::SELECT, builder);
                self.imply(&[el::OPTGROUP], |o| o.name == el::SELECT, builder);
            }
            el::RT | el::RP => self.imply(&[el::RT, el::RP], |o| o.traits.block, builder),
            el::BODY => self.imply(&[el::HEAD], |_| false, builder),
            el::A if self.counts[slot(el::A)] > 0 => self.end(el::A, &el::traits(el::A), builder),
            _ => {}
        }
        if traits.closes_p {
            self.imply(&[el::P], |o| o.traits.scope, builder);
        }
        if traits.role == Role::Heading && self.open.last().is_some_and(|o| o.traits.role == Role::Heading) {
            self.truncate(self.open.len() - 1, builder);
        }
    }

    fn imply(&mut self, names: &[Name], stop: impl Fn(&Open) -> bool, builder: &mut Builder) {
        if names.iter().all(|n| self.counts[slot(*n)] == 0) {
            return;
        }
        for (i, open) in self.open.iter().enumerate().rev() {
            if names.contains(&open.name) {
                self.truncate(i, builder);
                return;
            }
            if stop(open) {
                return;
            }
        }
    }

    /// Opens an element. `skips`: its content is not read, whatever its kind.
    pub(crate) fn push(&mut self, name: Name, traits: Traits, language: LanguageId, skips: bool, builder: &mut Builder) {
        if self.open.len() >= DEEPEST {
            self.beyond[slot(name)] += 1;
            return;
        }
        let skips = skips || traits.content != Content::Prose;
        let inherited = self.language();
        let effective = if language == LanguageId::NONE { inherited } else { language };
        let inline = traits.inline.filter(|_| self.skipping == 0).map(|kind| (kind, builder.len()));
        self.open.push(Open { name, traits, own_language: language, language: effective, skips, inline });
        self.counts[slot(name)] += 1;
        self.skipping += usize::from(skips);
        self.quotes += usize::from(traits.role == Role::Quote);
        self.headings += usize::from(traits.role == Role::Heading);
        self.apply(builder);
    }

    /// Closes the element that an end tag names.
    pub(crate) fn end(&mut self, name: Name, traits: &Traits, builder: &mut Builder) {
        if self.beyond[slot(name)] > 0 {
            self.beyond[slot(name)] -= 1;
        } else if self.counts[slot(name)] == 0 {
            // Nothing of that name is open.
        } else if traits.block {
            let stop =
                |o: &Open| if traits.table_part { is_table(o) && o.name != name } else { o.traits.scope && o.name != name };
            self.imply(&[name], stop, builder);
        } else if let Some(i) = self.open.iter().rposition(|o| o.name == name) {
            self.end_inline(i, builder);
        }
        if traits.block && self.skipping == 0 {
            builder.end_block();
        }
    }

    /// Elements inside go with it, but formatting elements and blocks stay open (13.2.6.4.7 "adoption agency", simplified).
    fn end_inline(&mut self, at: usize, builder: &mut Builder) {
        let keeps_all = self.open[at + 1..].iter().any(|o| o.traits.block);
        let mut kept = at;
        for i in at..self.open.len() {
            let open = self.open[i];
            if i > at && (keeps_all || open.traits.formatting) {
                let outer = kept.checked_sub(1).map_or(LanguageId::NONE, |k| self.open[k].language);
                let language = if open.own_language == LanguageId::NONE { outer } else { open.own_language };
                self.open[kept] = Open { language, ..open };
                kept += 1;
            } else {
                self.forget(open, builder);
            }
        }
        self.open.truncate(kept);
        self.apply(builder);
    }

    /// Closes elements until so many are open.
    pub(crate) fn truncate(&mut self, depth: usize, builder: &mut Builder) {
        while self.open.len() > depth {
            if let Some(open) = self.open.pop() {
                if open.traits.block && self.skipping == 0 {
                    builder.end_block();
                }
                self.forget(open, builder);
            }
        }
        self.apply(builder);
    }

    fn forget(&mut self, open: Open, builder: &mut Builder) {
        self.counts[slot(open.name)] -= 1;
        self.skipping -= usize::from(open.skips);
        self.quotes -= usize::from(open.traits.role == Role::Quote);
        self.headings -= usize::from(open.traits.role == Role::Heading);
        if let Some((kind, start)) = open.inline {
            builder.inline(kind, start);
        }
    }
}

fn is_table(open: &Open) -> bool {
    matches!(open.name, el::TABLE | el::TEMPLATE)
}
