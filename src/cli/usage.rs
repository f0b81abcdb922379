//! What is said of a command line that cannot be read.

use clap::{
    Command, Error,
    error::{ContextKind, ContextValue},
};

/// How many commands are suggested for one that there is not.
const SUGGESTIONS: usize = 3;

/// Lets every option take a value that looks like a negative number, so that the option says what it takes, and not the parser
/// that there is no option `-1`.
pub(super) fn with_negative_numbers(command: Command) -> Command {
    command
        .mut_args(
            |it| if it.get_action().takes_values() { it.allow_negative_numbers(true) } else { it },
        )
        .mut_subcommands(with_negative_numbers)
}

/// The error with the most likely suggestions alone, the best first, and with the usage of the command that `words` name: the
/// parser's own takes options that the environment sets for required.
pub(super) fn clarified(
    mut error: Error,
    mut command: Command,
    words: impl Iterator<Item = String>,
) -> Error {
    if let Some(ContextValue::Strings(likely)) = error.remove(ContextKind::SuggestedSubcommand) {
        // They come with the most likely one last.
        let best = likely.into_iter().rev().take(SUGGESTIONS).collect();
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(best));
    }
    if error.get(ContextKind::Usage).is_some() {
        command.build();
        for word in words {
            if let Some(inner) = command.find_subcommand(&word).cloned() {
                command = inner;
            }
        }
        let usage = command.render_usage();
        error.insert(ContextKind::Usage, ContextValue::StyledStr(usage));
    }
    error
}
