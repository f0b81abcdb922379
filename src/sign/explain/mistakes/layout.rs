//! Mistakes in what stands between the parts, in the hashes, and in how a signature is written.

use super::{ACS, ALL, About, Mistake, Tries, V1};
use crate::sign::{
    Family, Mac, SCHEMES, Signed, Variant,
    explain::{
        recipe::{Digest, Omitted, Recipe},
        spelling::Spelled,
    },
    hash::Hash,
};

pub(super) const ROWS: &[Mistake] = &[
    Mistake {
        name: "other-spelling",
        advice: "The client wrote the signature down in another way. Those of version 1 are the \
                 base64 of the bytes, with padding; those of ACS3 and ACS4 are hexadecimal.",
        families: ALL,
        make: other_spelling,
    },
    Mistake {
        name: "signature-not-escaped",
        advice: "The signature was put into the query as it is, so each `+` in it arrived as a \
                 space. Encode it like every other parameter.",
        families: V1,
        make: |tries| tries.add(|recipe| recipe.spelled = Spelled::PlusLost),
    },
    Mistake {
        name: "signature-escaped-twice",
        advice: "The signature was percent-encoded twice: after one decoding it still has escapes \
                 such as `%3D`. Encode it once, and not at all where the HTTP library does it.",
        families: V1,
        make: |tries| tries.add(|recipe| recipe.spelled = Spelled::Escaped),
    },
    Mistake {
        name: "signature-with-surroundings",
        advice: "The signature is right but for something around it. Trim what the base64 encoder \
                 answers: many add a line feed (Perl's `encode_base64` needs `''` as its second \
                 argument, `echo` needs `-n`).",
        families: V1,
        make: |tries| {
            for (spelled, what) in [
                (Spelled::Followed("\n"), "a line feed after it"),
                (Spelled::Followed("\r\n"), "a carriage return and a line feed after it"),
                (Spelled::Followed("\r"), "a carriage return after it"),
                (Spelled::Followed(" "), "a space after it"),
                (Spelled::Quoted(" "), "a space before and after it"),
                (Spelled::Quoted("\""), "double quotes"),
                (Spelled::Quoted("'"), "single quotes"),
            ] {
                tries.add_with(format!("It has {what}."), |recipe| recipe.spelled = spelled);
            }
        },
    },
    Mistake {
        name: "method-left-out",
        advice: "The client left a part out of what it signed. The HTTP method comes first, the \
                 path after it.",
        families: ALL,
        make: |tries| {
            tries.add_with("It left out the method.", |recipe| {
                recipe.layout.omitted = Omitted::Method;
            });
            tries.add_with("The method is empty.", |recipe| recipe.method.clear());
            tries.add_with("It left out the path.", |recipe| recipe.layout.omitted = Omitted::Path);
            tries.add_with("It left out both.", |recipe| {
                recipe.layout.omitted = Omitted::MethodAndPath;
            });
        },
    },
    Mistake {
        name: "stray-separator",
        advice: "The client signed a `&` or a `?` too many, or cut off a character too many. The \
                 parameters are joined with `&` (in PHP, `http_build_query` may write `&amp;`): \
                 none before the first and none after the last, and there is no `?`.",
        families: ALL,
        make: stray_separator,
    },
    Mistake {
        name: "other-hash",
        advice: "The client signed with another hash than the one it announces.",
        families: ALL,
        make: other_hash,
    },
    Mistake {
        name: "canonical-request-not-hashed",
        advice: "The client left out a part of the string to sign. It is the algorithm, a line \
                 feed, and the hash of the canonical request.",
        families: ACS,
        make: |tries| {
            for (digest, what) in [
                (Digest::Whole, "It signed the canonical request in the place of its hash."),
                (Digest::WholeAlone, "It signed the canonical request."),
                (Digest::Alone, "It signed the hash without the algorithm."),
            ] {
                tries.add_with(what, |recipe| recipe.layout.digest = digest);
            }
        },
    },
    Mistake {
        name: "capital-hash",
        advice: "The client signed a hash with capital digits. They are small.",
        families: ACS,
        make: |tries| {
            tries.add_with("The hash of the canonical request.", |recipe| {
                recipe.layout.digest = Digest::UpperHex;
            });
            tries.add_with("The hash of the body.", |recipe| {
                recipe.body_hash.make_ascii_uppercase();
            });
            tries.add_with("Both hashes.", |recipe| {
                recipe.layout.digest = Digest::UpperHex;
                recipe.body_hash.make_ascii_uppercase();
            });
        },
    },
    Mistake {
        name: "superfluous-newline",
        advice: "The client signed a line feed at the end. There is none.",
        families: ALL,
        make: |tries| {
            tries.add_with("After the string to sign.", |recipe| recipe.layout.end_of_text = "\n");
            tries.add_with("After the canonical request.", |recipe| recipe.layout.end = "\n");
        },
    },
    Mistake {
        name: "missing-newline",
        advice: "The client left out an empty line. ACS3 and ACS4 have one after the headers; in ROA \
                 an absent header leaves its line empty.",
        families: &[Family::Roa, Family::Acs3, Family::Acs4],
        make: |tries| {
            tries.add(|recipe| {
                recipe.layout.gap = false;
                recipe.layout.skips_absent = true;
            });
        },
    },
    Mistake {
        name: "other-newline",
        advice: "The client did not end lines with a single line feed.",
        families: &[Family::Roa, Family::Acs3, Family::Acs4],
        make: |tries| {
            tries.add_with("It signed a carriage return and a line feed.", |recipe| {
                recipe.layout.newline = "\r\n";
            });
            tries.add_with("It signed a backslash and an n.", |recipe| {
                recipe.layout.newline = "\\n";
            });
        },
    },
    Mistake {
        name: "space-after-colon",
        advice: "The client signed headers as `name: value`. There is no space after the colon.",
        families: &[Family::Roa, Family::Acs3, Family::Acs4],
        make: |tries| tries.add(|recipe| recipe.layout.colon = ": "),
    },
    Mistake {
        name: "question-mark",
        advice: "The client signed the query with a question mark before it. There is none.",
        families: ACS,
        make: |tries| tries.add(|recipe| recipe.layout.before_query = "?"),
    },
    Mistake {
        name: "other-scheme",
        advice: "The client announces one signature and makes another.",
        families: ALL,
        make: other_scheme,
    },
];

fn stray_separator(tries: &mut Tries<'_>) {
    for separator in ["&", "?"] {
        if separator != "?" || matches!(tries.base.family, Family::Rpc | Family::Roa) {
            tries.add_with(format!("A `{separator}` stands before the first parameter."), |it| {
                it.layout.before_query = separator;
            });
        }
        tries.add_with(format!("A `{separator}` stands after the last parameter."), |it| {
            it.layout.after_query = separator;
        });
    }
    for separator in ["&", "?"] {
        tries.add_with(
            format!("A `{separator}` stands at the start of the string to sign."),
            |it| {
                it.layout.start_of_text = separator;
            },
        );
        tries.add_with(format!("A `{separator}` stands at the end of the string to sign."), |it| {
            it.layout.end_of_text = separator;
        });
    }
    // Between the path and the parameters.
    let between: &[_] = match tries.base.family {
        _ if !tries.alone => &[],
        Family::Rpc => &["&?", "?", "?&", "&&"],
        Family::Roa => &["?"],
        Family::Acs3 | Family::Acs4 => &[],
    };
    for separator in between.iter().copied() {
        tries.add_with(
            format!("`{separator}` stands between the path and the parameters."),
            |it| {
                it.layout.after_path = separator;
            },
        );
    }
    for joint in ["&amp;", ",", ";", "\n", ""] {
        if tries.alone && tries.base.parameters.len() > 1 {
            tries.add_with(format!("The parameters are joined with {joint:?}."), |recipe| {
                recipe.layout.joint = joint;
            });
        }
    }
    tries.add_with("The first character of the parameters is missing.", |recipe| {
        recipe.layout.omitted = Omitted::FirstCharacter;
    });
}

fn other_spelling(tries: &mut Tries<'_>) {
    for (spelled, what) in [
        (Spelled::Base64, "base64"),
        (Spelled::Hex, "hexadecimal"),
        (Spelled::UpperHex, "hexadecimal in capitals"),
        (Spelled::Base64OfHex, "the base64 of hexadecimal"),
        (Spelled::UrlSafe, "base64 with `-` and `_`"),
        (Spelled::Unpadded, "base64 without padding"),
    ] {
        if spelled != tries.base.spelled {
            tries.add_with(format!("It is {what}."), |recipe| recipe.spelled = spelled);
        }
    }
    if !tries.alone {
        return;
    }
    // What scripts make of what `openssl dgst` prints, which differs between its versions.
    let line = "the base64 of the line that `openssl dgst` prints: give it `-binary`";
    let label = "what `openssl dgst` prints: take the hexadecimal alone";
    let shell = "the base64 of bytes that went through a variable of a shell, which drops zero bytes \
                 and line feeds at the end: use a pipe";
    for (spelled, what) in [
        (Spelled::Base64OfLine(""), line),
        (Spelled::Base64OfLine("(stdin)= "), line),
        (Spelled::Base64OfLine("SHA1(stdin)= "), line),
        (Spelled::Base64OfLine("SHA2-256(stdin)= "), line),
        (Spelled::Labelled("(stdin)= "), label),
        (Spelled::Labelled("SHA2-256(stdin)= "), label),
        (Spelled::ThroughShell, shell),
    ] {
        tries.add_with(format!("It is {what}."), |recipe| recipe.spelled = spelled);
    }
}

fn other_hash(tries: &mut Tries<'_>) {
    let bodies = tries.about.bodies;
    for (hash, name) in [(Hash::Sha1, "SHA-1"), (Hash::Sha256, "SHA-256"), (Hash::Sm3, "SM3")] {
        if hash == tries.base.hash {
            continue;
        }
        tries.add_with(format!("It is {name}."), |recipe| recipe.hash = hash);
        if !tries.base.body_hash.is_empty() {
            tries.add_with(format!("It is {name}, for the body too."), |recipe| {
                recipe.hash = hash;
                bodies.hash(hash).clone_into(&mut recipe.body_hash);
            });
        }
    }
}

fn other_scheme(tries: &mut Tries<'_>) {
    let about = tries.about;
    for (name, recipe) in about.schemes.get_or_init(|| schemes(about)) {
        for spelled in [recipe.spelled, tries.base.spelled] {
            let detail = format!("It is the signature of {name}.");
            let secret = &tries.base.key.secret;
            tries.add_with(detail, |it| {
                let secret = secret.clone();
                *it = Recipe { spelled, ..recipe.clone() };
                it.key.secret = secret;
            });
        }
    }
}

/// How the request would be signed in schemes of another family.
fn schemes(about: &About<'_>) -> Vec<(&'static str, Recipe)> {
    let (wire, signed) = (about.wire, about.signed);
    let mut names: Vec<_> = wire.headers.under("x-acs-").collect();
    names.extend(["host", "content-type"].iter().filter(|name| wire.headers.has(name)));
    names.sort_unstable();
    let all_headers = names.join(";");
    let mut all = Vec::new();
    for scheme in &SCHEMES {
        let is_other = scheme.family != signed.scheme.family && scheme.mac != Mac::Rsa;
        if !is_other || (scheme.family == Family::Acs4 && signed.scope.is_none()) {
            continue;
        }
        let signed_headers = match signed.signed_headers {
            "" => &*all_headers,
            listed => listed,
        };
        let scope = if scheme.family == Family::Acs4 { signed.scope } else { None };
        let other = Signed { scheme, signed_headers, scope, ..signed.clone() };
        let variant = Variant::standard(scheme.family);
        all.push((scheme.name, Recipe::of(&other, wire, variant, about.bodies)));
    }
    all
}
