//! The language server through its protocol: the real server over a connection in memory. A test fails if a message of the
//! server is left unread.

mod client;

mod actions;
mod commands;
mod completion;
mod diagnostics;
mod directives;
mod formats;
mod hover;
mod manners;
mod process;
mod random;
mod sessions;
mod stream;
mod synchronisation;
mod workspaces;
