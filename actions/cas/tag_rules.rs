//! What a tag may be, and how calls bring several of them.

use super::tables::{Owner, tags};
use crate::{Params, Result, of_line, store::Tx, text};

/// How many tags something may have.
pub(super) const MOST: usize = 20;

/// A name: not one of the vendor's own, and no address.
fn is_key(it: &str) -> bool {
    let folded = it.to_lowercase();
    let own = ["aliyun", "acs:"].iter().any(|start| folded.starts_with(start));
    fits(it) && !own && no_address(&folded)
}

fn is_value(it: &str) -> bool {
    fits(it) && no_address(&it.to_lowercase())
}

fn fits(it: &str) -> bool {
    it.chars().count() <= 128 && it.chars().all(of_line)
}

fn no_address(it: &str) -> bool {
    !it.contains("http://") && !it.contains("https://")
}

/// A tag: its name and its value, which may be empty.
pub(super) type Tag = (String, String);

/// Reads `Tags.1.Key`, `Tags.1.Value`… under the name that the action has for them.
pub(super) fn read(p: &mut Params<'_>, name: &str) -> Result<Vec<Tag>> {
    read_as(p, name, ("Key", "Value"))
}

/// Reads tags whose parts have other names.
pub(super) fn read_as(
    p: &mut Params<'_>,
    name: &str,
    (key, value): (&'static str, &'static str),
) -> Result<Vec<Tag>> {
    p.each(name, MOST, |p| {
        let key = text(key).form("tag key", is_key).doc("The name of a tag.");
        let value = text(value).form("tag value", is_value).doc("The value of the tag.");
        Ok((p.required(key)?, p.default(value, "")?))
    })
}

/// Gives an instance these tags; others that it has stay.
pub(super) fn put(tx: &mut dyn Tx, owner: Owner<'_>, instance: &str, given: &[Tag]) -> Result<()> {
    for (name, value) in given {
        tags::put(tx, owner, instance, (name, value))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_not_one_of_the_vendors() {
        for good in ["k", "环境", "a:b", &"x".repeat(128)] {
            assert!(is_key(good), "{good}");
        }
        for bad in ["aliyunx", "ACS:rm", "xhttp://y", "a\nb", "a\u{202e}b", &"x".repeat(129)] {
            assert!(!is_key(bad), "{bad}");
        }
    }
}
