//! `GetRandomPassword` makes a password.

use serde::Serialize;

use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        faults::{BAD_PARAMETER, BAD_PARAMETERS, bad},
        typed_texts,
    },
    shared::ids,
    text,
};

pub(in crate::kms) struct GetRandomPassword {
    length: i64,
    excluded: String,
    without: [bool; 4],
    each: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    random_password: String,
}

impl Action for GetRandomPassword {
    const NAME: &'static str = "GetRandomPassword";
    const DOC: &'static str = "Generates a password.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, BAD_PARAMETERS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let without = "Whether it has none of these.";
        let each = ("RequireEachIncludedType", "Whether it has some of each.");
        let excluded = text("ExcludeCharacters").doc("Characters that it has none of.");
        let length = typed_texts::number(p, ("PasswordLength", "How long it is, 8 to 128."), 32)?;
        Ok(Self {
            length: if (8..=128).contains(&length) {
                length
            } else {
                return Err(bad("PasswordLength"));
            },
            excluded: p.default(excluded, "")?,
            without: [
                typed_texts::flag(p, ("ExcludeLowercase", without), false)?,
                typed_texts::flag(p, ("ExcludeUppercase", without), false)?,
                typed_texts::flag(p, ("ExcludeNumbers", without), false)?,
                typed_texts::flag(p, ("ExcludePunctuation", without), false)?,
            ],
            each: typed_texts::flag(p, each, true)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut classes = Vec::new();
        for (class, without) in CLASSES.iter().zip(self.without) {
            let kept: Vec<u8> =
                class.bytes().filter(|b| !self.excluded.contains(char::from(*b))).collect();
            if !without && !kept.is_empty() {
                classes.push(kept);
            }
        }
        let all = classes.concat();
        let length = usize::try_from(self.length).unwrap_or(32);
        if all.is_empty() || (self.each && length < classes.len()) {
            return Err(BAD_PARAMETERS.into());
        }
        let mut made: Vec<u8> = ids::pick(cx.random, &all, length).into_bytes();
        if self.each {
            // One of each class, each at a place of its own.
            let mut places: Vec<usize> = (0..length).collect();
            for class in &classes {
                let mut drawn = [0; 4];
                cx.random.fill(&mut drawn);
                let at = usize::try_from(u32::from_le_bytes(drawn)).unwrap_or(0) % places.len();
                let place = places.swap_remove(at);
                if let (Some(byte), Some(it)) =
                    (made.get_mut(place), ids::pick(cx.random, class, 1).bytes().next())
                {
                    *byte = it;
                }
            }
        }
        Ok(Response { random_password: made.into_iter().map(char::from).collect() })
    }
}

/// The characters, by class.
const CLASSES: [&str; 4] = [
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "0123456789",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~",
];
