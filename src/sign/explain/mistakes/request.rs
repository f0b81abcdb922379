//! Mistakes in the method, the path, the headers and the time.

use super::{ACS, ALL, Mistake, Tries};
use crate::sign::{Family, encode, roa, time};

pub(super) const ROWS: &[Mistake] = &[
    Mistake {
        name: "wrong-method",
        advice: "The client signed another HTTP method than the one it sent. Use one and the same, \
                 in capitals.",
        families: ALL,
        make: method,
    },
    Mistake {
        name: "wrong-path",
        advice: "The client signed another path than it should. An RPC signature of version 1 has \
                 `%2F`; one of ROA has the path, decoded or as sent; ACS3 and ACS4 have the path \
                 as sent, and `/` for RPC calls.",
        families: ALL,
        make: path,
    },
    Mistake {
        name: "header-left-out",
        advice: "The client did not sign one of the headers. Every `x-acs-` header that is sent is \
                 signed, and every header that is listed.",
        families: &[Family::Roa, Family::Acs3, Family::Acs4],
        make: left_out,
    },
    Mistake {
        name: "header-changed",
        advice: "The client signed another value of a header than the one that arrived. Sign what \
                 the HTTP library sends, and let no proxy change it.",
        families: &[Family::Roa, Family::Acs3, Family::Acs4],
        make: changed,
    },
    Mistake {
        name: "headers-unsorted",
        advice: "The client sorted the headers in one place and not in the other. The headers and \
                 their list are in the same order, by name.",
        families: ACS,
        make: unsorted,
    },
    Mistake {
        name: "header-names-capital",
        advice: "The client signed the names of the headers with capitals. They are signed in \
                 small letters.",
        families: &[Family::Roa, Family::Acs3, Family::Acs4],
        make: |tries| {
            tries.add(|recipe| recipe.layout.capitals = true);
            tries.add_with("And in the list of them.", |recipe| {
                recipe.layout.capitals = true;
                recipe.listed = capitals(&recipe.listed);
            });
        },
    },
    Mistake {
        name: "another-time",
        advice: "The client signed another time than the one it sent. Read the clock once, and use \
                 that for both.",
        families: ALL,
        make: another_time,
    },
];

fn method(tries: &mut Tries<'_>) {
    let ours = tries.base.method.clone();
    for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"] {
        if method != ours {
            let detail = format!("It signed {method} and sent {ours}.");
            tries.add_with(detail, |recipe| method.clone_into(&mut recipe.method));
        }
    }
    let small = ours.to_ascii_lowercase();
    tries.add_with(format!("It signed {small}."), |recipe| recipe.method = small);
}

fn path(tries: &mut Tries<'_>) {
    let wire = tries.about.wire;
    let mut decoded = Vec::new();
    encode::unescape_path(&mut decoded, wire.path);
    let mut encoded = Vec::new();
    encode::percent(&mut encoded, &decoded);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let host = wire.header("host").unwrap_or_default();
    let mut paths = vec![
        "/".to_owned(),
        String::new(),
        "%2F".to_owned(),
        "%2f".to_owned(),
        "%252F".to_owned(),
        wire.path.to_owned(),
        text(&decoded),
        text(&encoded),
        text(&encoded).replace("%2F", "/"),
        wire.path.trim_end_matches('/').to_owned(),
        format!("{}/", wire.path),
        format!("{}?{}", wire.path, wire.query),
        format!("{}?", wire.path),
        format!("{host}{}", wire.path),
        format!("http://{host}{}", wire.path),
    ];
    if let Some((_, rest)) = wire.path.get(1..).and_then(|path| path.split_once('/')) {
        paths.push(format!("/{rest}"));
    }
    for path in paths {
        if path.as_bytes() != tries.base.path {
            let detail = format!("It signed `{path}`.");
            tries.add_with(detail, |recipe| recipe.path = path.into_bytes());
        }
    }
}

fn left_out(tries: &mut Tries<'_>) {
    let is_roa = tries.base.family == Family::Roa;
    for at in 0..tries.base.headers.len() {
        let detail = format!("It is {}.", tries.base.headers[at].0);
        if is_roa && at < roa::LINES.len() {
            tries.add_with(detail, |recipe| recipe.headers[at].1.clear());
            continue;
        }
        tries.add_with(detail.clone(), |recipe| drop(recipe.headers.remove(at)));
        if !is_roa {
            tries.add_with(detail, |recipe| {
                recipe.headers.remove(at);
                let names: Vec<_> = recipe.headers.iter().map(|(name, _)| &**name).collect();
                recipe.listed = names.join(";");
            });
        }
    }
    let listed = tries.about.signed.signed_headers;
    if !is_roa && tries.base.listed != listed {
        let is_listed = |name: &str| listed.split(';').any(|it| it.eq_ignore_ascii_case(name));
        let names = tries.base.headers.iter().map(|(name, _)| &**name);
        let missing: Vec<_> = names.filter(|name| !is_listed(name)).collect();
        tries.add_with(format!("It is {}.", missing.join(", ")), |recipe| {
            recipe.headers.retain(|(name, _)| is_listed(name));
            listed.clone_into(&mut recipe.listed);
        });
    }
    if !is_roa {
        tries.add_with("All `x-acs-` headers.", |recipe| {
            recipe.headers.retain(|(name, _)| !name.starts_with("x-acs-"));
        });
        tries.add_with("All of them.", |recipe| recipe.headers.clear());
        tries.add_with("It took the list of them for the name of one.", |recipe| {
            recipe.headers = vec![(recipe.listed.clone(), Vec::new())];
        });
    }
    if is_roa {
        tries.add_with("All `x-acs-` headers.", |recipe| {
            recipe.headers.truncate(roa::LINES.len());
        });
    }
}

fn changed(tries: &mut Tries<'_>) {
    let json = "application/json";
    let form = "application/x-www-form-urlencoded";
    for at in 0..tries.base.headers.len() {
        let (name, value) = &tries.base.headers[at];
        let value = String::from_utf8_lossy(value).into_owned();
        let values = match &**name {
            "host" => continue,
            "content-type" => ["", json, form, "application/octet-stream", "text/plain"]
                .into_iter()
                .flat_map(|kind| {
                    ["", ";charset=utf-8", "; charset=utf-8", "; charset=UTF-8"]
                        .map(|set| format!("{kind}{set}"))
                })
                .collect(),
            "accept" => ["", "*/*", json, "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"]
                .map(str::to_owned)
                .to_vec(),
            "user-agent" => vec![String::new()],
            _ => vec![String::new(), value.to_ascii_lowercase(), value.to_ascii_uppercase()],
        };
        let name = name.clone();
        for other in values {
            if other != value {
                let detail = format!("It signed {name} as `{other}`, and `{value}` arrived.");
                tries.add_with(detail, |recipe| recipe.headers[at].1 = other.into_bytes());
            }
        }
    }
}

fn unsorted(tries: &mut Tries<'_>) {
    let sorted = |text: &str| {
        let mut names: Vec<_> = text.split(';').collect();
        names.sort_unstable();
        names.join(";")
    };
    tries.add_with("Only the headers were sorted.", |recipe| recipe.headers.sort());
    tries.add_with("Only the list was sorted.", |recipe| recipe.listed = sorted(&recipe.listed));
    tries.add_with("It sent the list in another order than it signed it.", |recipe| {
        recipe.headers.sort();
        recipe.listed = sorted(&recipe.listed);
    });
}

fn capitals(names: &str) -> String {
    let mut start = true;
    let letters = names.chars().map(|c| {
        let letter = if start { c.to_ascii_uppercase() } else { c };
        start = !c.is_ascii_alphanumeric();
        letter
    });
    letters.collect()
}

fn another_time(tries: &mut Tries<'_>) {
    let sent = tries.about.signed.time;
    let seconds = [1, -1, 2, -2, 3, -3].map(|s| (s * 1000, format!("{s:+} s")));
    let hours = (-12..=14).map(|h| {
        let what = if h == -12 { "a 12-hour clock (`hh` for `HH`)" } else { "a time zone" };
        (h * 3_600_000, format!("{h:+} h, {what}"))
    });
    let shifted =
        seconds.into_iter().chain(hours).filter(|(shift, _)| *shift != 0).map(|(shift, what)| {
            let other = sent.saturating_add(shift);
            (format!("It is off by {what}."), other, time::write_iso(other))
        });
    // One is formatted anew for each of the two places.
    let seconds = time::write_iso(sent);
    let fraction = format!("{}.{:03}Z", seconds.trim_end_matches('Z'), sent.rem_euclid(1000));
    let others = [("milliseconds", fraction), ("no fraction of a second", seconds)]
        .map(|(what, text)| (format!("It signed `{text}`, with {what}."), sent, text));
    for (detail, other, text) in shifted.chain(others) {
        tries.add_with(detail, |recipe| {
            for parameter in &mut recipe.parameters {
                if recipe.family == Family::Rpc && &*parameter.name == "Timestamp" {
                    parameter.value = text.as_str().into();
                }
            }
            for (name, value) in &mut recipe.headers {
                match (recipe.family, &**name) {
                    (Family::Roa, "date") => *value = time::write_http(other).into_bytes(),
                    (_, "x-acs-date") => *value = text.clone().into_bytes(),
                    _ => {}
                }
            }
        });
    }
}
