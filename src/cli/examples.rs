//! An example for each command whose own declaration has none, shown at the end of its help.

use clap::Command;

/// Commands, as they are typed after `localyun`, and lines of their examples.
const EXAMPLES: &[(&str, &[&str])] = &[
    (
        "serve",
        &[
            "localyun serve",
            "localyun serve --port 0 --data :memory: --ready-file ready",
            "localyun serve --listen :4801 --account 1000000000000001:testid:testsecret",
            "localyun serve --seed state.yaml --watch",
        ],
    ),
    (
        "explain",
        &[
            "localyun explain 5C0B3B3E-8D4F-5C8E-9E4C-7D3D1A9C5B1F",
            "localyun explain < request.txt",
            "localyun explain --mine string-to-sign.txt < request.txt",
        ],
    ),
    ("control", &["localyun control get-health", "localyun control post-clock --advance 24h"]),
    ("coverage", &["localyun coverage -"]),
    (
        "policy",
        &["localyun policy suggest", "localyun policy check --action cms:PutContact policy.json"],
    ),
    (
        "policy check",
        &[
            "localyun policy check --action cms:PutContact policy.json",
            "localyun policy check --action ram:ListUsers --as user/alice",
        ],
    ),
    ("policy lint", &["localyun policy lint policy.json"]),
    (
        "policy suggest",
        &[
            "localyun policy suggest --principal user/alice",
            "localyun policy suggest --missing --principal acs:ram::1000000000000001:role/deploy",
        ],
    ),
    ("policy forget", &["localyun policy forget"]),
    ("snapshot", &["localyun snapshot save before", "localyun snapshot diff before now"]),
    ("snapshot save", &["localyun snapshot save before --replace"]),
    ("snapshot list", &["localyun snapshot list"]),
    ("snapshot restore", &["localyun snapshot restore before"]),
    ("snapshot diff", &["localyun snapshot diff before now --rows"]),
    ("snapshot export", &["localyun snapshot export before before.db"]),
    ("snapshot import", &["localyun snapshot import before.db"]),
    ("snapshot delete", &["localyun snapshot delete before"]),
    ("replay", &["localyun replay calls.jsonl", "localyun replay --check calls.jsonl"]),
    ("report", &["localyun report", "localyun report calls.jsonl --fail-under 80"]),
    ("seed", &["localyun seed apply state.yaml", "localyun seed export -o state.yaml"]),
    ("seed apply", &["localyun seed apply state.yaml"]),
    ("seed export", &["localyun seed export --secrets -o state.yaml"]),
    ("seed check", &["localyun seed check state.yaml"]),
    ("seed schema", &["localyun seed schema > seed.schema.json"]),
    ("oidc", &["localyun oidc token --issuer github --claim sub=repo:me/app:ref:refs/heads/main"]),
    (
        "oidc token",
        &["localyun oidc token --issuer github --claim sub=repo:me/app:ref:refs/heads/main"],
    ),
    (
        "completions",
        &[
            "localyun completions bash > ~/.local/share/bash-completion/completions/localyun",
            "localyun completions zsh > ~/.zfunc/_localyun",
            "localyun completions fish > ~/.config/fish/completions/localyun.fish",
        ],
    ),
    ("man", &["localyun man ~/.local/share/man/man1"]),
];

/// The command with all examples.
pub(super) fn added(mut command: Command) -> Command {
    for (path, lines) in EXAMPLES {
        let words: Vec<_> = path.split(' ').collect();
        command = add(command, &words, lines);
    }
    command
}

fn add(command: Command, path: &[&str], lines: &[&str]) -> Command {
    let Some((first, rest)) = path.split_first() else {
        let own = command.get_after_help().map(|it| format!("\n\n{it}")).unwrap_or_default();
        let title = if lines.len() == 1 { "Example" } else { "Examples" };
        return command.after_help(format!("{title}:\n  {}{own}", lines.join("\n  ")));
    };
    let (first, rest) = ((*first).to_owned(), rest.to_vec());
    command.mut_subcommand(first, |it| add(it, &rest, lines))
}

#[cfg(test)]
mod tests {
    use super::super::command;

    /// The commands that a help shows, with what a shell would make of them.
    fn examples(help: &str) -> Vec<Vec<String>> {
        let lines = help.lines().filter_map(|line| line.strip_prefix("  localyun"));
        let words = |line: &str| -> Vec<String> {
            let words = line.split(['<', '>', '|']).next().unwrap_or_default().split("   ").next();
            words.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
        };
        lines.map(words).collect()
    }

    fn visit(command: &clap::Command, path: &str, count: &mut usize) {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let examples = examples(&help);
        assert!(!examples.is_empty(), "{path} has no example");
        for words in examples {
            let all = std::iter::once("localyun").chain(words.iter().map(String::as_str));
            let parsed = super::super::command().try_get_matches_from(all);
            assert!(parsed.is_ok(), "{path}: {words:?}: {}", parsed.unwrap_err());
            *count += 1;
        }
        for inner in
            command.get_subcommands().filter(|it| !it.is_hide_set() && it.get_name() != "help")
        {
            visit(inner, &format!("{path} {}", inner.get_name()), count);
        }
    }

    #[test]
    fn every_command_has_an_example_that_can_be_typed() {
        let mut count = 0;
        visit(&command(), "localyun", &mut count);
        assert!(count > 50, "{count}");
    }
}
