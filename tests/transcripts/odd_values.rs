//! Every action of these products is called with values that nobody should send, in place of each of its parameters
//! and of each value in JSON: it refuses them or bears them, and none is an internal error.

use std::fs;

use actions::ports::store::StoreError;
use actions::{Origin, PRODUCTS, Parameters, Params, Product, arms::ARMS, cms::CMS, sae::SAE};
use localyun::gateway::encode::Format;
use serde_json::{Value, json};

use super::{Player, words};
use crate::{
    registry::transcript,
    sql::indexes::{self, indexes},
};

/// What parameters are given.
fn odd_texts() -> Vec<String> {
    let mut all: Vec<String> = [
        "",
        "-1",
        "9223372036854775807",
        "1e308",
        "{}",
        "[null]",
        r#"[{"a":1e300}]"#,
        "(a{1000}){1000}",
        "a\u{0}\r\n\u{202e}\u{1f600}",
        "9999-12-31T23:59:59-23:59",
        "1,1,,%_'\"",
        "{{for .alerts}}{{for .alerts}}",
    ]
    .map(str::to_owned)
    .into();
    all.extend([
        format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000)),
        format!("[{}1]", "1,".repeat(64 * 1024)),
    ]);
    all
}

/// What stands in JSON in place of another value.
fn odd_values() -> Vec<Value> {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    vec![Value::Null, json!("a\r\nb\u{0}"), json!(-1), json!(u64::MAX), json!({}), deep]
}

/// All texts of JSON like this one but for one value.
fn changed(text: &str) -> Vec<String> {
    fn places(value: &Value, at: &str, all: &mut Vec<String>) {
        all.push(at.to_owned());
        let inner: Vec<(String, &Value)> = match value {
            Value::Array(list) => {
                list.iter().enumerate().map(|(n, v)| (n.to_string(), v)).collect()
            }
            Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), v)).collect(),
            _ => return,
        };
        for (name, value) in inner {
            places(value, &format!("{at}/{name}"), all);
        }
    }
    let Ok(value @ (Value::Array(_) | Value::Object(_))) = serde_json::from_str(text) else {
        return vec![];
    };
    let (mut at, mut all) = (Vec::new(), Vec::new());
    places(&value, "", &mut at);
    for place in at {
        for odd in odd_values() {
            let mut value = value.clone();
            if let Some(found) = value.pointer_mut(&place) {
                *found = odd;
                all.push(value.to_string());
            }
        }
    }
    all
}

/// The parameters of an action, by the names that a call gives them.
fn names(product: &Product, action: &str) -> Vec<String> {
    let nothing = Parameters::default();
    let mut described = Params::describing(&nothing, product.wording);
    (product.find(action).unwrap().describe)(&mut described);
    described.described().iter().map(|it| it.name.replace(".N", ".1")).collect()
}

/// What a parameter is given, beside the values that are changed in what it was given.
struct Odd {
    texts: Vec<String>,
    /// Whether values in JSON are changed as well.
    in_json: bool,
}

/// Calls the action with each odd value, with the parameters of `call` beside it.
async fn try_all(player: &Player, call: &str, odd: &Odd) -> Vec<String> {
    let mut faults = Vec::new();
    let mut words = words(call).into_iter();
    let action = words.next().unwrap();
    let given: Vec<(String, String)> = words
        .filter_map(|word| word.split_once('=').map(|(k, v)| (k.to_owned(), v.to_owned())))
        .filter(|(name, _)| name != "Format")
        .collect();
    let mut all = names(player.product, &action);
    all.extend(given.iter().map(|(name, _)| name.clone()));
    all.sort_unstable();
    all.dedup();
    for name in &all {
        let former = given.iter().find(|(it, _)| it == name).map(|(_, value)| &**value);
        let changed = former.filter(|_| odd.in_json).map(changed).unwrap_or_default();
        for value in odd.texts.iter().cloned().chain(changed) {
            let mut parameters = Parameters::default();
            for (other, value) in given.iter().filter(|(other, _)| other != name) {
                parameters.add(other, value, Origin::Query);
            }
            parameters.add(name, &value, Origin::Query);
            parameters.sort();
            let answer = player.send(player.product, &action, parameters, Format::Json).await;
            let answer = answer.unwrap_or_else(|error| panic!("{error}"));
            let body = String::from_utf8(answer.body).unwrap();
            if answer.status >= 500 {
                faults.push(format!("{action} {name}={value:.200?}: {body:.1000}"));
            }
        }
    }
    faults
}

/// The rows of indexes of a world that are longer than PostgreSQL allows.
fn long_index_rows(player: &Player) -> Vec<String> {
    let mut long = Vec::new();
    for it in indexes() {
        let sql: &'static str = it.longest().leak();
        let longest = player.world.database.read(|tx| {
            let there = tx.has_part(it.part)?;
            if there { tx.row(sql, &[], |row| row.int(0)) } else { Ok::<_, StoreError>(None) }
        });
        let longest = longest.unwrap().unwrap_or_default();
        if longest > indexes::MOST {
            long.push(format!("{} ({}): {longest}", it.table, it.columns.join(", ")));
        }
    }
    long
}

#[tokio::test]
async fn odd_values_are_no_internal_errors() {
    try_actions(&[&ARMS, &CMS, &SAE], &Odd { texts: odd_texts(), in_json: true }).await;
}

/// A text with U+0000, and one that no index of PostgreSQL holds.
#[tokio::test]
async fn what_postgresql_does_not_hold_is_refused() {
    let texts = vec!["a\u{0}".to_owned(), "x".repeat(5000)];
    try_actions(PRODUCTS, &Odd { texts, in_json: false }).await;
}

/// Tries the actions that these products do not share with another.
async fn try_actions(products: &[&'static Product], odd: &Odd) {
    let mut faults = Vec::new();
    for product in products {
        for entry in product.actions.iter().filter(|it| it.owner.is_none()) {
            let script = fs::read_to_string(transcript(product, entry)).unwrap();
            let mut player = Player::new(product);
            let mut tried = false;
            // Up to the first call of the action that succeeds.
            for line in script.lines().filter(|line| !line.starts_with('<')) {
                let line = player.fill(line);
                match line.split_at(line.len().min(2)) {
                    ("> ", call) => {
                        let is_own = call.split(' ').next() == Some(entry.name);
                        if player.call(call).await.starts_with("200 ") && is_own {
                            faults.extend(try_all(&player, call, odd).await);
                            tried = true;
                            break;
                        }
                    }
                    ("* ", calls) => player.repeat(calls).await,
                    ("! ", change) => drop(player.change(change).await),
                    ("? ", _) => drop(player.outbox()),
                    ("= ", what) => player.save(what),
                    ("@ ", path) => drop(player.open(path).await),
                    _ => {}
                }
            }
            assert!(tried, "no call of {} succeeds", entry.name);
            let long = long_index_rows(&player).into_iter();
            faults.extend(long.map(|it| format!("{}: {it}", entry.name)));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
