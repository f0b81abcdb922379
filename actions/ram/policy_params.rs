//! The parameters that several actions on policies and roles take, with their rules.

use super::names;
use crate::{Spec, text};

const fn is_policy_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

/// Whether the suffix of a service-linked role's name may have this character.
pub(crate) const fn is_role_suffix(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}

fn is_version(it: &str) -> bool {
    version_number(it).is_some()
}

/// The number in `v12`.
pub(super) fn version_number(id: &str) -> Option<i64> {
    let digits = id.strip_prefix('v')?;
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    digits.parse().ok().filter(|_| plain)
}

pub(super) const USER_NAME: Spec<String> =
    names::user_name("UserName").doc("The name of the user.");
pub(super) const GROUP_NAME: Spec<String> =
    names::group_name("GroupName").doc("The name of the group.");
/// The pages omit `_`, but the cloud accepts it, as in other names.
pub(crate) const ROLE_NAME: Spec<String> =
    names::user_name("RoleName").doc("The name of the role.");
pub(crate) const POLICY_NAME: Spec<String> =
    text("PolicyName").chars(1, 128, is_policy_name).doc("The name of the policy.");
pub(crate) const POLICY_TYPE: Spec<String> =
    text("PolicyType").one_of(&["System", "Custom"]).doc("The type of the policy.");
pub(crate) const POLICY_DOCUMENT: Spec<String> =
    text("PolicyDocument").len(1, DOCUMENT).doc("What the policy allows and denies, as JSON.");
pub(crate) const VERSION_ID: Spec<String> =
    text("VersionId").form("version", is_version).doc("The version of the policy.");

/// Maximum length of a description, in characters.
pub(crate) const DESCRIPTION: usize = 1024;

/// Maximum length of a policy document, in characters. For trust policies it is assumed: no page has a limit.
pub(crate) const DOCUMENT: usize = 6144;

#[cfg(test)]
mod tests {
    use super::version_number;

    #[test]
    fn a_version_is_a_v_and_a_number() {
        assert_eq!(version_number("v12"), Some(12));
        for bad in ["", "v", "12", "v0", "v01", "V1", "v1.0", "v-1", "v+1", "v99999999999999999999"]
        {
            assert_eq!(version_number(bad), None, "{bad}");
        }
    }
}
