//! `localyun completions`, and the hidden command that its scripts ask for the names of products, actions and parameters.

use clap::Command;
use clap_complete::Shell;

use crate::names;

/// The commands whose arguments are names.
const NAMED: [&str; 2] = ["call", "sign"];

/// For bash: `_localyun` is what `clap_complete` makes. The names have no blanks in them.
const BASH: &str = r#"
_localyun_names() {
    local IFS=$'\n'
    COMPREPLY=()
    case "${COMP_WORDS[1]}" in
    call | sign)
        COMPREPLY=($("$1" __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
        ;;
    esac
    if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
        IFS=$' \t\n'
        _localyun "$@"
    elif [[ "${COMPREPLY[0]}" == *= && "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        compopt -o nospace
    fi
}
"#;

/// For zsh: words begin with the command here, without `localyun`.
const ZSH: &str = r#"
_localyun_names() {
    local -a found
    found=("${(@f)$(localyun __complete -- "${(@)words[1,CURRENT]}" 2>/dev/null)}")
    if [[ -n "${found[1]}" && "${found[1]}" == *= ]]; then
        compadd -U -S '' -- "${found[@]}"
    elif [[ -n "${found[1]}" ]]; then
        compadd -U -- "${found[@]}"
    else
        _default
    fi
}
"#;

const FISH: &str = r#"
complete -c localyun -n "__fish_seen_subcommand_from call sign" -f -a '(set -l words (commandline -opc) (commandline -ct); localyun __complete -- $words[2..] 2>/dev/null)'
"#;

/// The script for a shell.
pub(super) fn script(shell: Shell, command: &mut Command) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "localyun", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    match shell {
        Shell::Bash => {
            BASH.to_owned()
                + &script.replace("complete -F _localyun ", "complete -F _localyun_names ")
        }
        Shell::Zsh => zsh(&script),
        Shell::Fish => script + FISH,
        _ => script,
    }
}

/// With the function before the one that is run, and called where an argument of one of the commands is a name.
fn zsh(script: &str) -> String {
    let mut out = String::new();
    for line in script.split_inclusive('\n') {
        let is_name = ["':product -- ", "':action -- ", "'*::parameters -- "];
        if is_name.iter().any(|it| line.starts_with(it)) {
            // After two colons, words would have the parameters alone.
            let line = line.replace("'*::", "'*:").replace(":_default'", ":_localyun_names'");
            out.push_str(&line);
        } else {
            out.push_str(line);
        }
        if line.starts_with("autoload ") {
            out.push_str(ZSH);
        }
    }
    out
}

/// What the last of the words may be, which follow `localyun`.
pub(super) fn candidates(words: &[String], command: &Command) -> Vec<String> {
    let [name, arguments @ .., last] = words else { return Vec::new() };
    let Some(command) = command.find_subcommand(name).filter(|_| NAMED.contains(&&**name)) else {
        return Vec::new();
    };
    let Some((arguments, product)) = positional(command, arguments) else { return Vec::new() };
    // bash counts an equals sign as a word.
    if last.starts_with('-') || last.contains('=') || arguments.last() == Some(&"=") {
        return Vec::new();
    }
    let (product, arguments) = match (&**name, &arguments[..]) {
        ("call", []) => return products(last),
        ("call", [product, rest @ ..]) => (Some(*product), rest),
        (_, all) => (product, all),
    };
    let code = match product.map(names::product) {
        Some(Err(_)) => return Vec::new(),
        Some(Ok(code)) => Some(code),
        None => None,
    };
    match arguments {
        [] => {
            let all = names::actions(code).into_iter();
            all.filter(|it| begins(it, last)).map(str::to_owned).collect()
        }
        [action, ..] => match names::action(code, action, None) {
            Ok(official) => {
                let all = names::parameters(&official).unwrap_or_default().into_iter();
                all.map(|it| it.replace(".N", ".1"))
                    .filter(|it| begins(it, last))
                    .map(|it| it + "=")
                    .collect()
            }
            Err(_) => Vec::new(),
        },
    }
}

/// The codes of products, as small as what is typed.
fn products(start: &str) -> Vec<String> {
    let is_small = !start.chars().any(char::is_uppercase);
    let shown = |it: &str| if is_small { it.to_lowercase() } else { it.to_owned() };
    names::products().into_iter().filter(|it| begins(it, start)).map(shown).collect()
}

fn begins(name: &str, start: &str) -> bool {
    name.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start))
}

/// The words that are no options nor their values, and the value of `--product`; `None` if the next word is a value.
fn positional<'w>(
    command: &Command,
    words: &'w [String],
) -> Option<(Vec<&'w str>, Option<&'w str>)> {
    let (mut found, mut product) = (Vec::new(), None);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let Some(option) = word.strip_prefix("--") else {
            if !word.starts_with('-') || word == "-" {
                found.push(&**word);
            }
            continue;
        };
        if let Some((name, value)) = option.split_once('=') {
            product = Some(value).filter(|_| name == "product").or(product);
            continue;
        }
        let known = command.get_arguments().find(|it| it.get_long() == Some(option));
        if known.is_some_and(|it| it.get_action().takes_values()) {
            let value = words.next()?;
            // bash counts an equals sign as a word.
            let value = if value == "=" { words.next()? } else { value };
            product = Some(&**value).filter(|_| option == "product").or(product);
        }
    }
    Some((found, product))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(line: &str) -> Vec<String> {
        let words: Vec<_> = line.split(' ').map(str::to_owned).collect();
        candidates(&words, &crate::cli::command())
    }

    #[test]
    fn names_are_completed_where_they_stand() {
        for (line, all) in [
            ("call cm", &["cms"][..]),
            ("call Cm", &["Cms"]),
            ("call --raw cm", &["cms"]),
            ("call cms putcontact", &["PutContact", "PutContactGroup"]),
            ("call --scheme acs3-hmac-sha256 cms PutContactG", &["PutContactGroup"]),
            (
                "call cms PutContact Ch",
                &["Channels.AliIM=", "Channels.DingWebHook=", "Channels.Mail=", "Channels.SMS="],
            ),
            ("call cms PutContactGroup ContactNames", &["ContactNames.1="]),
            ("sign --product cms PutContactG", &["PutContactGroup"]),
            ("sign PutContact ContactN", &["ContactName="]),
            ("call --scheme c", &[]),
            ("call cms PutContact ContactName = x", &[]),
            ("call cms PutContact --fo", &[]),
            ("call nothing P", &[]),
            ("serve cm", &[]),
            ("call", &[]),
        ] {
            let mut found = complete(line);
            // Other products begin with the same letters.
            if line.ends_with("cm") || line.ends_with("Cm") {
                found.truncate(1);
            }
            found.sort();
            assert_eq!(found, all, "{line}");
        }
        assert!(complete("call ").len() > 200);
        assert!(complete("call dysmsapi ").contains(&"SendSms".to_owned()));
    }
}
