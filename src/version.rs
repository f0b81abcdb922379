//! Which version of the program this is.

/// The version of the package: `0.2.0`.
pub const PACKAGE: &str = env!("CARGO_PKG_VERSION");

/// The commit that it was built from, ten hexadecimal digits; `None` if it was not built in a repository.
pub const COMMIT: Option<&str> = {
    let commit = env!("BUILD_COMMIT");
    if commit.is_empty() { None } else { Some(commit) }
};

/// Both, as `--version` shows them: `0.2.0 (0123456789)`.
pub const SHOWN: &str = env!("BUILD_VERSION");
