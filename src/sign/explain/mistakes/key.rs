//! Mistakes with the secret and the key that is made of it.

use super::{ACS, ALL, Mistake, Tries};
use crate::sign::{self, Family, explain::recipe::With, time};

/// The name of the one mistake that can be made with a key that the server does not know.
pub(in crate::sign::explain) const WRONG_SECRET: &str = "wrong-secret";

pub(super) const ROWS: &[Mistake] = &[
    Mistake {
        name: WRONG_SECRET,
        advice: "The client signed with the secret of another access key. Configure the id and \
                 the secret of one and the same key.",
        families: ALL,
        make: wrong_secret,
    },
    Mistake {
        name: "empty-secret",
        advice: "The client signed with an empty secret. Check that the secret is configured: an \
                 environment variable may be unset.",
        families: ALL,
        make: |tries| tries.add(|recipe| recipe.key.secret.clear()),
    },
    Mistake {
        name: "default-secret",
        advice: "The client signed with `testsecret`, the secret of the default account. Use the \
                 secret that goes with this access key.",
        families: ALL,
        make: |tries| tries.add(|recipe| "testsecret".clone_into(&mut recipe.key.secret)),
    },
    Mistake {
        name: "secret-with-surroundings",
        advice: "The client signed with almost the right secret. Trim what is read from a file or \
                 an environment variable, and copy the secret whole.",
        families: ALL,
        make: surroundings,
    },
    Mistake {
        name: "key-id-as-secret",
        advice: "The client signed with the access key id in the place of the secret. Check the \
                 order in which the two are configured.",
        families: ALL,
        make: |tries| {
            let id = tries.about.signed.key_id;
            tries.add(|recipe| id.clone_into(&mut recipe.key.secret));
        },
    },
    Mistake {
        name: "hmac-swapped",
        advice: "The client gave the HMAC its two arguments in the wrong order: the key is made of \
                 the secret, and the text is the string to sign.",
        families: ALL,
        make: |tries| tries.add(|recipe| recipe.key.with = With::Swapped),
    },
    Mistake {
        name: "hash-without-key",
        advice: "The client signed with a plain hash. A signature is an HMAC, which is a hash with \
                 a key.",
        families: ALL,
        make: |tries| {
            for (with, what) in [
                (With::Text, "It hashed the string to sign."),
                (
                    With::KeyText,
                    "It hashed the secret and the string to sign, one after the other.",
                ),
                (
                    With::TextKey,
                    "It hashed the string to sign and the secret, one after the other.",
                ),
            ] {
                tries.add_with(what, |recipe| recipe.key.with = with);
            }
        },
    },
    Mistake {
        name: "missing-ampersand",
        advice: "The client signed with the secret alone. The key of an RPC signature is the \
                 secret followed by `&`.",
        families: &[Family::Rpc],
        make: |tries| tries.add(|recipe| recipe.key.suffix = ""),
    },
    Mistake {
        name: "superfluous-ampersand",
        advice: "The client signed with the secret followed by `&`. Only RPC signatures want \
                 that; here the key is the secret alone.",
        families: &[Family::Roa, Family::Acs3, Family::Acs4],
        make: |tries| tries.add(|recipe| recipe.key.suffix = "&"),
    },
    Mistake {
        name: "key-not-derived",
        advice: "The client derived the key in another way. ACS4 derives it from `aliyun_v4` and \
                 the secret, over day, region, product and `aliyun_v4_request`; ACS3 derives \
                 nothing.",
        families: ACS,
        make: not_derived,
    },
];

fn wrong_secret(tries: &mut Tries<'_>) {
    for (id, secret) in tries.about.others {
        tries.add_with(format!("It is the secret of the key {id}."), |recipe| {
            (*secret).clone_into(&mut recipe.key.secret);
        });
    }
}

fn surroundings(tries: &mut Tries<'_>) {
    let secret = tries.base.key.secret.clone();
    for (what, wrong) in [
        ("a line feed after it", format!("{secret}\n")),
        ("a carriage return and a line feed after it", format!("{secret}\r\n")),
        ("a carriage return after it", format!("{secret}\r")),
        ("a space after it", format!("{secret} ")),
        ("a space before it", format!(" {secret}")),
        ("double quotes", format!("\"{secret}\"")),
        ("single quotes", format!("'{secret}'")),
        ("a null byte after it", format!("{secret}\0")),
        ("none of the spaces that belong to it", secret.trim().to_owned()),
    ] {
        tries.add_with(format!("It has {what}."), |recipe| recipe.key.secret = wrong);
    }
    let mut inner = secret.chars();
    let (first, last) = (inner.next(), inner.next_back());
    if !tries.alone || first.is_none() || last.is_none() {
        return;
    }
    let cut = |from: usize, to: usize| secret.get(from..secret.len() - to).map(str::to_owned);
    let (from, to) = (first.map_or(0, char::len_utf8), last.map_or(0, char::len_utf8));
    for (what, wrong) in [
        ("its last character is missing", cut(0, to)),
        ("its first character is missing", cut(from, 0)),
        ("it is in small letters", Some(secret.to_lowercase())),
        ("it is in capital letters", Some(secret.to_uppercase())),
    ] {
        if let Some(wrong) = wrong.filter(|wrong| *wrong != secret) {
            tries.add_with(format!("Of the secret, {what}."), |recipe| recipe.key.secret = wrong);
        }
    }
}

fn not_derived(tries: &mut Tries<'_>) {
    if tries.base.key.scope.is_none() {
        return;
    }
    tries.add_with("It used the secret as it is.", |recipe| {
        recipe.key.scope = None;
        recipe.key.prefix = "";
    });
    for (prefix, what) in [("", "nothing"), ("AWS4", "`AWS4`"), ("ACS4", "`ACS4`")] {
        let detail = format!("It put {what} before the secret in the place of `aliyun_v4`.");
        tries.add_with(detail, |recipe| recipe.key.prefix = prefix);
    }
    let Some([date, region, product]) = tries.base.key.scope.clone().filter(|_| tries.alone) else {
        return;
    };
    let time = tries.about.signed.time;
    let days = [-1, 0, 1].map(|day| time::write_day(time.saturating_add(day * 86_400_000)));
    let product_too = [product.to_lowercase(), product.to_uppercase()];
    let named = sign::region(tries.about.wire, false);
    let others = days
        .into_iter()
        .chain([time::write_iso(time)])
        .map(|day| [day, region.clone(), product.clone()])
        .chain([named, "cn-hangzhou", ""].map(|it| [date.clone(), it.into(), product.clone()]))
        .chain(product_too.map(|it| [date.clone(), region.clone(), it]));
    for scope in others {
        let detail = format!(
            "It derived the key for `{}`, and the credential says `{date}/{region}/{product}`.",
            scope.join("/")
        );
        tries.add_with(detail, |recipe| recipe.key.scope = Some(scope));
    }
}
