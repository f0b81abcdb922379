//! Which columns of tables hold secrets: what writes them says so by [`Secret`](crate::ports::store::Secret), and a database
//! that several processes share may seal them.

/// Columns of a table whose values are secrets.
#[derive(Clone, Copy, Debug)]
pub struct SecretColumns {
    /// The table.
    pub table: &'static str,
    /// The columns.
    pub columns: &'static [&'static str],
    /// What those see of the values who look at the state.
    pub secrecy: Secrecy,
}

/// What those see of a secret who look at the state of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// That there is one.
    Hidden,
    /// What it is, since people look for it there: the address that a message went to.
    Shown,
}

impl SecretColumns {
    /// Columns whose values nobody sees who looks at the state.
    #[must_use]
    pub const fn hidden(table: &'static str, columns: &'static [&'static str]) -> Self {
        Self { table, columns, secrecy: Secrecy::Hidden }
    }

    /// Columns whose values are shown.
    #[must_use]
    pub const fn shown(table: &'static str, columns: &'static [&'static str]) -> Self {
        Self { table, columns, secrecy: Secrecy::Shown }
    }
}
