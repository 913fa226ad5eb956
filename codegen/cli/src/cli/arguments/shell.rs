//! What the commands for shells and readers of manuals can be told.

use clap::Args;
use clap_complete::Shell;

#[derive(Args, Debug)]
pub(crate) struct CompletionsArguments {
    /// The shell.
    pub(crate) shell: Shell,
}

#[derive(Args, Debug)]
pub(crate) struct ManArguments {
    /// The command of which the page is; without it, the page of `specwright` itself.
    pub(crate) command: Option<String>,
}

pub(super) const COMPLETIONS_EXAMPLES: &str = "Examples:
  For bash, zsh and fish:
    specwright completions bash > ~/.local/share/bash-completion/completions/specwright
    specwright completions zsh > \"${fpath[1]}/_specwright\"
    specwright completions fish > ~/.config/fish/completions/specwright.fish";

pub(super) const MAN_EXAMPLES: &str = "Examples:
  Read, and installed:
    specwright man generate | man -l -
    specwright man > /usr/local/share/man/man1/specwright.1";
