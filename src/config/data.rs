//! Where the state is.

use crate::store;

/// A path, or the address of a server. `SQLite` would take one that begins with `file:` apart, and one that begins with a colon
/// is `:memory:`, spelt in another way.
pub(super) fn place(it: &str) -> Result<String, String> {
    if it.is_empty() {
        return Err("name a file, or :memory: to keep nothing".into());
    }
    if store::is_address(it) {
        // Checked later: what is said here of a wrong value repeats it, and there may be a password in it.
        return Ok(it.into());
    }
    if it.starts_with(':') && it != ":memory:" {
        return Err(
            "write :memory: to keep nothing; put ./ before the name of a file that begins so"
                .into(),
        );
    }
    if it.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:")) {
        return Err(
            "write the path of a file, not a URI; put ./ before a name that begins so".into()
        );
    }
    Ok(it.into())
}

/// Whether an address of a server can be read; if not, why.
pub(super) fn check(it: &str) -> Result<(), String> {
    if !store::is_address(it) {
        return Ok(());
    }
    let read = it.parse::<store::Address>();
    read.map(drop).map_err(|why| format!("the address of --data is wrong: {why}"))
}

/// Whether a key for secrets is of use; if not, why.
pub(super) fn check_key(data: Option<&str>, is_given: bool) -> Result<(), String> {
    if !is_given || data.is_some_and(store::is_address) {
        return Ok(());
    }
    Err("--secret-key is for the database of --data postgres://…, which several servers share: a data file is private to \
         its owner as a whole"
        .into())
}
