//! Mistakes in which parameters are signed, in which order, and in what is signed of the body.

use std::{collections::BTreeSet, rc::Rc};

use actions::{Origin, PRODUCTS};

use super::{ALL, About, ENCODED, Mistake, Tries};
use crate::{
    sign::{
        Family, encode,
        explain::{
            pairs::in_order,
            recipe::{Parameter, Recipe},
        },
    },
    wire::Wire,
};

/// How many parameters are left out in turn.
const LIMIT: usize = 64;

pub(super) const ROWS: &[Mistake] = &[
    Mistake {
        name: "unsorted",
        advice: "The client signed the parameters in the order in which it sent them. They are \
                 sorted by name.",
        families: ALL,
        make: unsorted,
    },
    Mistake {
        name: "sorted-otherwise",
        advice: "The client sorted the parameters in another way. They are sorted by the bytes of \
                 their decoded names: capitals before small letters, no locale.",
        families: ALL,
        make: sorted_otherwise,
    },
    Mistake {
        name: "parameter-left-out",
        advice: "The client did not sign one of the parameters that it sent. All are signed, \
                 those that are added last as well.",
        families: ALL,
        make: left_out,
    },
    Mistake {
        name: "empty-values-left-out",
        advice: "The client did not sign the parameters with an empty value. Sign them as `k=`, \
                 or do not send them.",
        families: ALL,
        make: |tries| tries.add(|recipe| recipe.parameters.retain(|p| !p.value.is_empty())),
    },
    Mistake {
        name: "falsy-values-left-out",
        advice: "The client did not sign parameters with a value that its language takes for \
                 false, such as `0`. Ask whether a value is there, not whether it is true.",
        families: ALL,
        make: |tries| {
            without(tries, "`0`", &["0"]);
            without(tries, "`false`", &["false", "False"]);
            without(tries, "`0`, `false` and empty values", &["", "0", "false", "False"]);
        },
    },
    Mistake {
        name: "absent-parameter-signed",
        advice: "The client signed a parameter that it did not send: one that is not set, as the \
                 text that its language writes for that. Remove what is not set before you sign.",
        families: ENCODED,
        make: absent,
    },
    Mistake {
        name: "values-trimmed",
        advice: "The client signed values without the blanks around them, and sent them with \
                 these. Trim them before both, or not at all.",
        families: ALL,
        make: |tries| {
            if tries.base.parameters.iter().any(|p| p.value.trim() != &*p.value) {
                tries.add(|recipe| {
                    for parameter in &mut recipe.parameters {
                        parameter.value = parameter.value.trim().into();
                    }
                });
            }
        },
    },
    Mistake {
        name: "bare-key",
        advice: "The client signed a parameter with an empty value as `k`. It is `k=`.",
        families: ENCODED,
        make: |tries| tries.add(|recipe| recipe.bare = true),
    },
    Mistake {
        name: "signature-included",
        advice: "The client signed an empty `Signature` parameter. Calculate the signature before \
                 the parameter is added.",
        families: &[Family::Rpc],
        make: signature_included,
    },
    Mistake {
        name: "body-left-out",
        advice: "The client signed as if there were no body. The fields of a form are signed in \
                 an RPC signature, and the hash of the body in the others.",
        families: ALL,
        make: body_left_out,
    },
    Mistake {
        name: "body-included",
        advice: "The client signed the fields of the body as if they stood in the query. Only an \
                 RPC signature of version 1 covers them, and only if the Content-Type is \
                 application/x-www-form-urlencoded.",
        families: ALL,
        make: body_included,
    },
    Mistake {
        name: "query-left-out",
        advice: "The client did not sign the query. It is part of the canonical request.",
        families: ALL,
        make: |tries| {
            tries.add(|recipe| recipe.parameters.retain(|p| p.origin != Origin::Query));
        },
    },
];

/// The fields of the body, taken for a form.
fn fields<'a>(about: &'a About<'_>) -> &'a [Parameter] {
    about.fields.get_or_init(|| in_order(about.wire.body, Origin::Form))
}

fn unsorted(tries: &mut Tries<'_>) {
    let wire = tries.about.wire;
    let query = in_order(wire.query.as_bytes(), Origin::Query);
    if tries.base.family != Family::Rpc {
        return tries.add(|recipe| recipe.parameters = query);
    }
    let mut all = query;
    if wire.is_form() {
        all.extend_from_slice(fields(tries.about));
    }
    all.retain(|p| &*p.name != "Signature");
    // The parameters of the call are often collected before those of the signature.
    let (late, early): (Vec<_>, Vec<_>) =
        all.iter().cloned().partition(|p| p.origin == Origin::Query);
    tries.add(|recipe| recipe.parameters = all);
    tries.add(|recipe| recipe.parameters = [early, late].concat());
}

fn sorted_otherwise(tries: &mut Tries<'_>) {
    let encoded = |p: &Parameter| {
        let mut out = Vec::new();
        encode::percent(&mut out, p.name.as_bytes());
        out.push(b'=');
        encode::percent(&mut out, p.value.as_bytes());
        out
    };
    tries.add_with("Without regard to capitals.", |recipe| {
        recipe.parameters.sort_by_key(|p| p.name.to_lowercase());
    });
    tries.add_with("By the encoded text of name and value.", |recipe| {
        recipe.parameters.sort_by_cached_key(encoded);
    });
    tries.add_with("By the text of name and value.", |recipe| {
        recipe.parameters.sort_by_cached_key(|p| format!("{}={}", p.name, p.value));
    });
    tries.add_with("Letters before digits and other signs.", |recipe| {
        // What collation by locale comes to: punctuation is looked at last.
        let letters = |p: &Parameter| p.name.replace(|c: char| !c.is_alphanumeric(), "");
        recipe.parameters.sort_by_cached_key(|p| (letters(p).to_lowercase(), p.name.clone()));
    });
    tries.add_with("In reverse.", |recipe| recipe.parameters.reverse());
}

fn left_out(tries: &mut Tries<'_>) {
    for at in 0..tries.base.parameters.len().min(LIMIT) {
        let name = &tries.base.parameters[at].name;
        tries.add_with(format!("It is {name}."), |recipe| drop(recipe.parameters.remove(at)));
    }
}

/// Adds a parameter at its place in the order.
fn insert(recipe: &mut Recipe, name: &str, value: &str) {
    let at = recipe.parameters.partition_point(|p| &*p.name < name);
    let (name, value) = (name.into(), value.into());
    recipe.parameters.insert(at, Parameter { name, value, origin: Origin::Query });
}

/// The parameters that many clients have as fields, whatever the action.
const COMMON: [&str; 9] = [
    "SecurityToken",
    "RegionId",
    "Format",
    "ResourceOwnerId",
    "ResourceOwnerAccount",
    "OwnerId",
    "OwnerAccount",
    "SignatureType",
    "BusinessInfo",
];

/// Clients that write out what is not set sign its text, and do not send it.
fn absent(tries: &mut Tries<'_>) {
    if !tries.alone {
        return;
    }
    let sent: BTreeSet<_> = tries.base.parameters.iter().map(|p| Rc::clone(&p.name)).collect();
    let known = documented(tries.about.wire);
    let common = COMMON.into_iter().filter(|name| known.iter().all(|it| it != name));
    for name in known.iter().map(String::as_str).chain(common).filter(|it| !sent.contains(*it)) {
        for value in ["undefined", "null", "", "None", "nil"] {
            let detail = format!("It signed `{name}={value}`, and sent no {name}.");
            tries.add_with(detail, |recipe| insert(recipe, name, value));
        }
    }
}

/// The names of the parameters of the action that a request is for, but for those of lists.
fn documented(wire: &Wire<'_>) -> Vec<String> {
    let action = wire.header("x-acs-action").or_else(|| wire.parameters.non_empty("Action"));
    let version = wire.header("x-acs-version").or_else(|| wire.parameters.non_empty("Version"));
    let products = PRODUCTS.iter().filter(|it| version.is_none_or(|v| v == it.version));
    let entry = products.flat_map(|product| product.actions.iter().map(move |it| (*product, it)));
    let found = entry.into_iter().find(|(_, entry)| Some(entry.name) == action);
    let names = found.map(|(product, entry)| entry.described(product)).unwrap_or_default();
    names.into_iter().map(|it| it.name).filter(|name| !name.contains('.')).take(LIMIT).collect()
}

fn without(tries: &mut Tries<'_>, what: &str, values: &[&str]) {
    if tries.base.parameters.iter().any(|p| values.contains(&&*p.value)) {
        tries.add_with(format!("It left out {what}."), |recipe| {
            recipe.parameters.retain(|p| !values.contains(&&*p.value));
        });
    }
}

fn signature_included(tries: &mut Tries<'_>) {
    tries.add(|recipe| {
        insert(recipe, "Signature", "");
    });
}

fn body_left_out(tries: &mut Tries<'_>) {
    match tries.base.family {
        Family::Rpc => tries.add(|recipe| recipe.parameters.retain(|p| p.origin == Origin::Query)),
        Family::Roa => tries.add_with("It signed no Content-MD5.", |recipe| {
            for (name, value) in &mut recipe.headers {
                if name == "content-md5" {
                    value.clear();
                }
            }
        }),
        Family::Acs3 | Family::Acs4 => {
            tries.add_with("It signed the hash of nothing.", |recipe| {
                recipe.body_hash = recipe.hash.of(b"").hex();
            });
            tries.add_with("It signed no hash.", |recipe| recipe.body_hash.clear());
            tries.add_with("It signed UNSIGNED-PAYLOAD, which is not known here.", |recipe| {
                "UNSIGNED-PAYLOAD".clone_into(&mut recipe.body_hash);
            });
        }
    }
}

fn body_included(tries: &mut Tries<'_>) {
    let fields = fields(tries.about).to_vec();
    let signed_already = tries.base.family == Family::Rpc && tries.about.wire.is_form();
    if fields.is_empty() || signed_already {
        return;
    }
    let mut all = [tries.base.parameters.clone(), fields].concat();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    tries.add(|recipe| recipe.parameters.clone_from(&all));
    if !matches!(tries.base.family, Family::Rpc | Family::Roa) {
        tries.add_with("And it signed the hash of an empty body.", |recipe| {
            recipe.parameters = all;
            recipe.body_hash = recipe.hash.of(b"").hex();
        });
    }
}
