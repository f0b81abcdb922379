//! The lists of the tree: the folders of a folder, the members of a folder, and all members.

use super::{
    folders::{self, Folder},
    lists::{Filter, Found, Listed, Part},
    member_blocks,
    members::{self, Member},
    tags,
};
use crate::ports::store::{Result, Tx};

const FOLDERS: Listed<Folder> = Listed {
    tally: folders::FOLDER,
    kind: tags::FOLDER,
    // There are few folders.
    start: |_, _, skip| Ok(Some((0, skip))),
    nth: "SELECT seq FROM resource_folder WHERE parent = $1 AND seq >= $2 ORDER BY seq LIMIT 1 OFFSET $3",
    count: "SELECT COUNT(*) FROM resource_folder WHERE parent = $1 AND LOWER(name) LIKE $2 ESCAPE '!'",
    page: "SELECT id, directory, parent, name, path, made, seq FROM resource_folder
         WHERE parent = $1 AND seq > $2
         AND (CAST($3 AS TEXT) IS NULL OR LOWER(name) LIKE $3 ESCAPE '!')
         ORDER BY seq LIMIT $4 OFFSET $5",
    tagged: "SELECT f.seq, f.id FROM resource_tag t CROSS JOIN resource_folder f
         WHERE f.id = t.resource AND f.parent = $1
         AND (CAST($2 AS TEXT) IS NULL OR LOWER(f.name) LIKE $2 ESCAPE '!')
         AND t.owner = $3 AND t.kind = $4 AND t.name = $5
         AND (CAST($6 AS TEXT) IS NULL OR t.value = $6) ORDER BY f.seq",
    read: |row| Ok((row.int(6)?, folders::read(row)?)),
    find: folders::folder,
};

/// The statements of a list of members, in the column `$within`, numbered by the column `$number`.
macro_rules! members_of {
    ($within:literal, $number:literal) => {
        Listed {
            tally: members::MEMBER,
            kind: tags::ACCOUNT,
            start: member_blocks::start,
            nth: concat!(
                "SELECT ",
                $number,
                " FROM resource_member WHERE ",
                $within,
                " = $1 AND ",
                $number,
                " >= $2 ORDER BY ",
                $number,
                " LIMIT 1 OFFSET $3"
            ),
            count: concat!(
                "SELECT COUNT(*) FROM resource_member WHERE ", $within,
                " = $1 AND LOWER(display) LIKE $2 ESCAPE '!'"
            ),
            page: concat!(
                "SELECT m.account, m.directory, m.folder, f.path, m.name, m.display, m.created, m.cloud,
                 m.joined, m.changed, m.payer, m.phone, r.kind, r.state, m.", $number,
                " FROM resource_member m CROSS JOIN resource_folder f
                 LEFT JOIN resource_record r ON r.account = m.account
                 WHERE f.id = m.folder AND m.", $within, " = $1 AND m.", $number, " > $2
                 AND (CAST($3 AS TEXT) IS NULL OR LOWER(m.display) LIKE $3 ESCAPE '!')
                 ORDER BY m.", $number, " LIMIT $4 OFFSET $5"
            ),
            tagged: concat!(
                "SELECT m.", $number, ", m.account FROM resource_tag t CROSS JOIN resource_member m
                 WHERE m.account = t.resource AND m.", $within, " = $1
                 AND (CAST($2 AS TEXT) IS NULL OR LOWER(m.display) LIKE $2 ESCAPE '!')
                 AND t.owner = $3 AND t.kind = $4 AND t.name = $5
                 AND (CAST($6 AS TEXT) IS NULL OR t.value = $6) ORDER BY m.", $number
            ),
            read: |row| Ok((row.int(14)?, members::read(row)?)),
            find: members::member,
        }
    };
}

const OF_DIRECTORY: Listed<Member> = members_of!("directory", "seq");
const OF_FOLDER: Listed<Member> = members_of!("folder", "place");

/// The folders directly in `parent`, in the order in which they were made.
pub(crate) fn folders(
    tx: &mut dyn Tx,
    (directory, parent): (&str, &str),
    filter: &Filter,
    part: Part,
) -> Result<Found<Folder>> {
    FOLDERS.list(tx, (directory, parent), filter, part)
}

/// The members of the directory, in the order in which they joined it.
pub(crate) fn members(
    tx: &mut dyn Tx,
    directory: &str,
    filter: &Filter,
    part: Part,
) -> Result<Found<Member>> {
    OF_DIRECTORY.list(tx, (directory, directory), filter, part)
}

/// The members directly in `folder`, in the order in which they came there.
pub(crate) fn members_in(
    tx: &mut dyn Tx,
    (directory, folder): (&str, &str),
    filter: &Filter,
    part: Part,
) -> Result<Found<Member>> {
    OF_FOLDER.list(tx, (directory, folder), filter, part)
}
