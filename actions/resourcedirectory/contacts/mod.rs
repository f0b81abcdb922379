//! Message contacts: who of the management account hears of what at each member.

pub(super) mod inheritance;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
