//! The tree of a directory: its Root folder, folders and members, as whatever is bound to them
//! asks for it.

pub(crate) use super::tables::directories::{Directory, Settings};
use super::tables::{directories, folders, members};
use crate::ports::store::{Result, Tx};

/// What something is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The Root folder, and so the directory.
    Root,
    /// A folder below Root, by its id.
    Folder(String),
    /// An account, by its id.
    Account(String),
}

/// Whether `id` is `prefix` and `count` letters or digits.
pub(super) fn is_id(id: &str, prefix: &str, count: usize) -> bool {
    id.strip_prefix(prefix).is_some_and(|rest| {
        rest.len() == count && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Whether `id` has the form of a folder's: `r-` and six, or `fd-` and ten letters or digits.
#[must_use]
pub(crate) fn is_folder_id(id: &str) -> bool {
    is_id(id, "r-", 6) || is_id(id, "fd-", 10)
}

/// Whether `id` has the form of a control policy's: `cp-` and 16 letters or digits.
#[must_use]
pub(crate) fn is_control_policy_id(id: &str) -> bool {
    is_id(id, "cp-", 16)
}

/// Whether `id` has the form of an account's: 16 digits.
#[must_use]
pub(crate) fn is_account_id(id: &str) -> bool {
    id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether `id` has the form of a directory's, a folder's or an account's.
pub(crate) fn is_target_id(id: &str) -> bool {
    is_id(id, "rd-", 6) || is_folder_id(id) || is_account_id(id)
}

impl Target {
    /// What `id` stands for in the directory, whether it [exists] or not: the ids of the directory
    /// and of its Root folder both stand for Root. None if it has the form of no id.
    #[must_use]
    pub(crate) fn parse(directory: &Directory, id: &str) -> Option<Self> {
        if id == directory.id || id == directory.root {
            Some(Self::Root)
        } else if is_folder_id(id) || is_id(id, "rd-", 6) {
            // Another directory is a folder that this one does not have.
            Some(Self::Folder(id.to_owned()))
        } else {
            is_account_id(id).then(|| Self::Account(id.to_owned()))
        }
    }
}

/// The directory that the account manages or is a member of.
pub(crate) fn directory_of(tx: &mut dyn Tx, account: &str) -> Result<Option<Directory>> {
    match directories::managed_by(tx, account)? {
        None => directories::joined_by(tx, account),
        managed => Ok(managed),
    }
}

/// Whether the directory has the target: a folder, or an account that is a member.
pub(crate) fn exists(tx: &mut dyn Tx, directory: &Directory, target: &Target) -> Result<bool> {
    Ok(match target {
        Target::Root => true,
        Target::Folder(id) => folders::folder(tx, &directory.id, id)?.is_some(),
        Target::Account(id) => members::member(tx, &directory.id, id)?.is_some(),
    })
}

/// The ids of the folders that the target is in, from Root down; empty for Root itself, and for what
/// does not [exist](exists).
pub(crate) fn ancestors(
    tx: &mut dyn Tx,
    directory: &Directory,
    target: &Target,
) -> Result<Vec<String>> {
    let (path, own) = match target {
        Target::Root => return Ok(Vec::new()),
        Target::Folder(id) => (folders::folder(tx, &directory.id, id)?.map(|it| it.path), 1),
        Target::Account(id) => (members::member(tx, &directory.id, id)?.map(|it| it.path), 0),
    };
    let path = path.unwrap_or_default();
    let mut above: Vec<String> = path.split_terminator('/').skip(1).map(str::to_owned).collect();
    above.truncate(above.len().saturating_sub(own));
    Ok(above)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_what_it_stands_for() {
        let directory = Directory {
            id: "rd-3GAbCd".into(),
            master: "1000000000000001".into(),
            root: "r-Wm12ab".into(),
            made: 0,
            member_deletion: false,
            name_sync: false,
            control_policies: false,
            settings: Settings::default(),
        };
        let parse = |id| Target::parse(&directory, id);
        assert_eq!(parse("rd-3GAbCd"), Some(Target::Root));
        assert_eq!(parse("r-Wm12ab"), Some(Target::Root));
        assert_eq!(parse("rd-others"), Some(Target::Folder("rd-others".into())));
        assert_eq!(parse("r-others"), Some(Target::Folder("r-others".into())));
        assert_eq!(parse("fd-u8B321AbCd"), Some(Target::Folder("fd-u8B321AbCd".into())));
        let account = "1000000000000002";
        assert_eq!(parse(account), Some(Target::Account(account.into())));
        for bad in ["", "rd-other", "r-Wm12a", "fd-u8B321AbC", "fd-u8B321AbC!", "100000000000000"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
