//! Every transcript of these products is played while another account makes each of its calls too, with the same
//! ids and names: the stranger is answered as if it were alone, and so is the account of the transcript.

use std::{fs, path::Path, sync::Arc};

use actions::{Principal, Product, arms::ARMS, cms::CMS, sae::SAE};

use super::{Player, STRANGER};

/// An account of its own, in a world of its own or in another one's.
fn stranger(product: &'static Product, of: &Player) -> Player {
    let mut player = Player { world: Arc::clone(&of.world), ..Player::new(product) };
    let caller = Arc::make_mut(&mut player.caller);
    STRANGER.clone_into(&mut caller.account);
    caller.principal = Principal::Root;
    player
}

/// An answer without the ids that are made at random. Short numbers, such as totals, stay.
fn without_ids(answer: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || "-_".contains(c);
    let id = |word: &&str| word.len() >= 6 && word.bytes().any(|b| b.is_ascii_digit());
    let mut out = String::new();
    for word in answer.split_inclusive(|c| !is_part(c)) {
        let end = word.trim_end_matches(|c| !is_part(c)).len();
        let (word, end) = word.split_at(end);
        out.push_str(Some(word).filter(|it| !id(it)).unwrap_or("#"));
        out.push_str(end);
    }
    out
}

/// What the two of them are answered otherwise than alone, with the call.
async fn differences(product: &'static Product, script: &str) -> Vec<String> {
    let (mut both, mut alone) = (Player::new(product), Player::new(product));
    // What is random there has to be nobody's here.
    let elsewhere = Player::seeded(product, 2);
    let (mut here, mut there) = (stranger(product, &both), stranger(product, &elsewhere));
    let mut found = Vec::new();
    let mut compare = |who: &str, line: &str, answer: &str, want: &str| {
        let (answer, want) = (without_ids(answer), without_ids(want));
        if answer != want {
            found.push(format!("{who}: {line}\n  {answer}\n  {want}"));
        }
    };
    for line in script.lines().filter(|line| !line.starts_with('<')) {
        let filled = both.fill(line);
        let own = alone.fill(line);
        match (filled.split_at(filled.len().min(2)), own.get(2..).unwrap_or_default()) {
            (("> ", call), own) => {
                let (answer, want) = (both.call(call).await, alone.call(own).await);
                compare("the owner", line, &answer, &want);
                // The aliases of accounts are the one thing that all have in common.
                if !call.starts_with("ram:SetAccountAlias ") {
                    let (answer, want) = (here.call(call).await, there.call(call).await);
                    compare("the stranger", line, &answer, &want);
                }
            }
            (("* ", calls), own) => {
                both.repeat(calls).await;
                alone.repeat(own).await;
            }
            (("! ", change), own) => {
                let (answer, want) = (both.change(change).await, alone.change(own).await);
                compare("the owner", line, &answer.unwrap_or_default(), &want.unwrap_or_default());
                if change.starts_with("clock ") {
                    there.change(change).await;
                }
            }
            (("? ", _), _) => {
                let (sent, want) = (both.outbox().join("\n"), alone.outbox().join("\n"));
                compare("the owner", line, &sent, &want);
            }
            (("= ", what), _) => {
                both.save(what);
                alone.save(what);
            }
            (("@ ", path), own) => {
                compare("the owner", line, &both.open(path).await, &alone.open(own).await);
            }
            _ => {}
        }
    }
    found
}

#[tokio::test]
async fn nobody_learns_or_changes_anything_of_another_account() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    for product in [&ARMS, &CMS, &SAE] {
        for file in fs::read_dir(root.join(product.id)).unwrap() {
            let path = file.unwrap().path();
            let script = fs::read_to_string(&path).unwrap();
            let all = differences(product, &script).await;
            found.extend(all.into_iter().map(|it| format!("{}: {it}", path.display())));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
