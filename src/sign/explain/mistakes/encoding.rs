//! Mistakes in the percent-encoding.

use actions::Origin;

use super::{ALL, ENCODED, Mistake, Tries};
use crate::sign::{
    Family,
    explain::{
        pairs::undecoded,
        recipe::Parameter,
        spelling::{Charset, Escape},
    },
};

pub(super) const ROWS: &[Mistake] = &[
    Mistake {
        name: "plus-for-space",
        advice: "The client signed a space as `+`. In the string to sign it is `%20`, whatever it \
                 is on the wire: replace `+` after a form encoder.",
        families: ENCODED,
        make: |tries| escapes(tries, |escape| escape.space = "+"),
    },
    Mistake {
        name: "asterisk-unencoded",
        advice: "The client signed `*` as it is. In the string to sign it is `%2A`.",
        families: ENCODED,
        make: |tries| escapes(tries, |escape| escape.unescaped = "*"),
    },
    Mistake {
        name: "tilde-encoded",
        advice: "The client signed `~` as `%7E`. In the string to sign it stays `~`.",
        families: ENCODED,
        make: |tries| escapes(tries, |escape| escape.tilde = "%7E"),
    },
    Mistake {
        name: "form-encoding",
        advice: "The client signed with the encoding of forms. After it, replace `+` by `%20`, \
                 `*` by `%2A` and `%7E` by `~`.",
        families: ENCODED,
        make: |tries| {
            escapes(tries, |escape| {
                *escape = Escape { space: "+", unescaped: "*", tilde: "%7E", ..*escape };
            });
        },
    },
    Mistake {
        name: "small-escapes",
        advice: "The client signed escapes with small digits, as in `%2f`. In the string to sign \
                 they are capital: `%2F`.",
        families: ENCODED,
        make: small,
    },
    Mistake {
        name: "component-encoding",
        advice: "The client signed some of `! ' ( ) *` as they are, as encodeURIComponent does. \
                 In the string to sign they are encoded.",
        families: ENCODED,
        make: |tries| {
            escapes(tries, |escape| escape.unescaped = "!'()*");
            escapes(tries, |escape| escape.unescaped = "!'()");
            escapes(tries, |escape| escape.unescaped = "!*()");
        },
    },
    Mistake {
        name: "encodeuri-encoding",
        advice: "The client encoded with `encodeURI` (or .NET's `Uri.EscapeUriString`), which is \
                 for whole URLs and leaves `; , / ? : @ & = + $ #` as they are. Use \
                 `encodeURIComponent`, and encode `! ' ( ) *` after it.",
        families: ENCODED,
        make: |tries| {
            escapes(tries, |escape| escape.unescaped = ";,/?:@&=+$!*'()#");
            escapes(tries, |escape| escape.unescaped = ";,/?:@&=+$!*'()#[]");
        },
    },
    Mistake {
        name: "dotnet-encoding",
        advice: "The client signed with the escapes of .NET. `HttpUtility.UrlEncode` writes small \
                 digits (`%2f`), `WebUtility.UrlEncode` writes capital ones; both write a space as \
                 `+` and leave `! * ( )` as they are. Use `Uri.EscapeDataString`, and encode \
                 `! ' ( ) *` after it.",
        families: ENCODED,
        make: dotnet,
    },
    Mistake {
        name: "other-charset",
        advice: "The client signed other bytes than those of UTF-8. Take the UTF-8 bytes of names \
                 and values before you encode them, whatever the default charset is.",
        families: ALL,
        make: other_charset,
    },
    Mistake {
        name: "slash-unencoded",
        advice: "The client signed `/` in a parameter as it is. In the string to sign it is \
                 `%2F`; Python's quote needs safe='~'.",
        families: ENCODED,
        make: |tries| escapes(tries, |escape| escape.unescaped = "/"),
    },
    Mistake {
        name: "colon-unencoded",
        advice: "The client signed `:` in a parameter as it is. In the string to sign it is `%3A`.",
        families: ENCODED,
        make: |tries| {
            escapes(tries, |escape| escape.unescaped = ":");
            escapes(tries, |escape| escape.unescaped = ":/");
        },
    },
    Mistake {
        name: "encoded-as-sent",
        advice: "The client signed names and values with the escapes with which it sent them, and \
                 its encoder is wrong: it must take the UTF-8 bytes, and write each as `%XX` but \
                 `A-Z a-z 0-9 - _ . ~`. An encoder that works on characters and \
                 not by bytes (`printf '%%%X'` of a shell, JavaScript's `escape`) destroys all but \
                 ASCII.",
        families: ENCODED,
        make: as_sent,
    },
    Mistake {
        name: "not-encoded",
        advice: "The client signed the parameters unencoded. Names and values are encoded before \
                 they are joined.",
        families: ENCODED,
        make: |tries| {
            tries.add(|recipe| (recipe.names, recipe.values) = (Escape::NONE, Escape::NONE));
            tries.add_with("The names were encoded.", |recipe| recipe.values = Escape::NONE);
            tries.add_with("The values were encoded.", |recipe| recipe.names = Escape::NONE);
        },
    },
    Mistake {
        name: "encoded-twice",
        advice: "The client encoded the parameters once more than it should. Encode the decoded \
                 values, not those of the URL.",
        families: ENCODED,
        make: |tries| {
            tries.add(|recipe| (recipe.names.times, recipe.values.times) = (2, 2));
            tries.add_with("Only the values.", |recipe| recipe.values.times = 2);
        },
    },
    Mistake {
        name: "not-encoded-again",
        advice: "The client put the joined parameters into the string to sign as they are. There \
                 they are encoded as a whole, a second time.",
        families: &[Family::Rpc],
        make: |tries| tries.add(|recipe| recipe.again = Escape::NONE),
    },
    Mistake {
        name: "encoded-resource",
        advice: "The client signed the query encoded. In a ROA string to sign it is decoded.",
        families: &[Family::Roa],
        make: |tries| {
            let strict = Escape::STRICT;
            for escape in [
                strict,
                Escape { space: "+", ..strict },
                Escape { space: "+", unescaped: "*", tilde: "%7E", ..strict },
            ] {
                tries.add(|recipe| (recipe.names, recipe.values) = (escape, escape));
                tries.add_with("Only the values.", |recipe| recipe.values = escape);
            }
        },
    },
];

/// A wrong encoder, used for the parameters, for the whole, or for both.
fn escapes(tries: &mut Tries<'_>, change: fn(&mut Escape)) {
    tries.add(|recipe| {
        change(&mut recipe.names);
        change(&mut recipe.values);
    });
    tries.add(|recipe| change(&mut recipe.values));
    if tries.base.family == Family::Rpc {
        tries.add(|recipe| {
            change(&mut recipe.names);
            change(&mut recipe.values);
            change(&mut recipe.again);
        });
        tries.add_with("Only in the second encoding.", |recipe| change(&mut recipe.again));
    }
}

/// The text of the query and the form as it came.
fn as_sent(tries: &mut Tries<'_>) {
    let wire = tries.about.wire;
    let mut raw: Vec<Parameter> = undecoded(wire.query.as_bytes(), Origin::Query);
    if tries.base.family == Family::Rpc && wire.is_form() {
        raw.extend(undecoded(wire.body, Origin::Form));
        raw.retain(|p| &*p.name != "Signature");
    }
    let in_order = raw.clone();
    raw.sort_by(|a, b| a.name.cmp(&b.name));
    for (what, pairs) in
        [("Sorted by name.", raw), ("In the order in which it sent them.", in_order)]
    {
        tries.add_with(what, |recipe| {
            (recipe.names, recipe.values) = (Escape::NONE, Escape::NONE);
            recipe.parameters = pairs;
        });
    }
}

fn small(tries: &mut Tries<'_>) {
    escapes(tries, |escape| escape.small = true);
    whole_small(tries, Escape { small: true, ..Escape::STRICT });
}

/// Small digits over the whole string to sign of an RPC call, its path too.
fn whole_small(tries: &mut Tries<'_>, escape: Escape) {
    if tries.base.family == Family::Rpc {
        tries.add_with("Over the whole string, `%2f` for the path too.", |recipe| {
            (recipe.names, recipe.values, recipe.again) = (escape, escape, escape);
            recipe.path = b"%2f".to_vec();
        });
    }
}

fn dotnet(tries: &mut Tries<'_>) {
    // HttpUtility.UrlEncode.
    escapes(tries, |escape| {
        *escape =
            Escape { space: "+", unescaped: "!*()", tilde: "%7e", small: true, ..Escape::STRICT };
    });
    let http = Escape { space: "+", unescaped: "!*()", tilde: "%7e", small: true, times: 1 };
    whole_small(tries, http);
    // The same, with the usual replacements after it.
    escapes(tries, |escape| {
        *escape = Escape { unescaped: "!()", small: true, ..Escape::STRICT };
    });
    whole_small(tries, Escape { unescaped: "!()", small: true, ..Escape::STRICT });
    // WebUtility.UrlEncode.
    escapes(tries, |escape| {
        *escape = Escape { space: "+", unescaped: "!*()", tilde: "%7E", ..Escape::STRICT };
    });
}

fn other_charset(tries: &mut Tries<'_>) {
    if tries.base.parameters.iter().all(|p| p.name.is_ascii() && p.value.is_ascii()) {
        return;
    }
    for (charset, what) in [
        (Charset::Gbk, "It signed GBK."),
        (Charset::Latin1, "It signed Latin-1, with `?` for what that charset has not."),
        (Charset::Twice, "It signed UTF-8 that was read as Latin-1 and made UTF-8 again."),
    ] {
        tries.add_with(what, |recipe| recipe.charset = charset);
    }
}
