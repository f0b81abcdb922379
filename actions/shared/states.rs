//! State machines: a product declares the states of a kind of resource and the transitions between
//! them; a state changes only by a declared transition.
//!
//! The state column is written from a [`State`], which is [`StateMachine::START`], read from a row,
//! or the result of a [`Transition`]; only [`State::transition`] creates a [`Transition`]. Where a
//! caller may request an illegal one, the product checks [`State::next`] or [`State::may`] first: a
//! transition that is not in the table is an internal error.

use std::{error::Error, fmt, marker::PhantomData};

use serde::{Serialize, Serializer};

use crate::{
    ApiError, Cx, Event, Result,
    ports::store::{self, StoreError},
};

/// The states and transitions of a kind of resource. The implementing type is empty.
pub trait StateMachine: 'static {
    /// What causes a transition: an event, or who requests it.
    type Cause: Copy + PartialEq + fmt::Debug + Send + Sync + 'static;

    /// The table and the column that hold the state.
    const COLUMN: (&'static str, &'static str);
    /// Every state, as it is stored.
    const STATES: &'static [&'static str];
    /// The initial state.
    const START: &'static str;
    /// From, why, to.
    const TRANSITIONS: &'static [(&'static str, Self::Cause, &'static str)];

    /// Fails to compile if a transition or the initial state uses a state that is not listed, or a
    /// state is listed twice.
    const CHECKED: () = assert!(
        closed(Self::STATES, Self::START, Self::TRANSITIONS),
        "a state machine starts, and moves, within its states, each of which is listed once"
    );
}

/// A state machine without its types: what a product lists of it.
#[derive(Clone, Copy, Debug)]
pub struct StateTable {
    /// [`StateMachine::COLUMN`].
    pub column: (&'static str, &'static str),
    /// Every transition, as the state before and the state after; each pair once.
    pub transitions: fn() -> Vec<(&'static str, &'static str)>,
}

impl StateTable {
    /// That of `M`.
    #[must_use]
    pub const fn of<M: StateMachine>() -> Self {
        let transitions = || {
            let mut all: Vec<_> = M::TRANSITIONS.iter().map(|(from, _, to)| (*from, *to)).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        Self { column: M::COLUMN, transitions }
    }
}

/// The state of a resource.
pub struct State<M: StateMachine>(&'static str, PhantomData<fn() -> M>);

/// A declared transition.
pub struct Transition<M: StateMachine> {
    from: &'static str,
    to: State<M>,
}

/// A transition that is not declared.
#[derive(Debug, PartialEq, Eq)]
pub struct IllegalTransition {
    column: (&'static str, &'static str),
    from: &'static str,
    cause: String,
    to: String,
}

impl<M: StateMachine> State<M> {
    /// Parses the stored name of a state.
    pub fn read(stored: &str) -> store::Result<Self> {
        let () = M::CHECKED;
        let found = M::STATES.iter().find(|state| **state == stored);
        found.map(|state| Self(state, PhantomData)).ok_or(StoreError::Shape)
    }

    /// Its name, as it is stored.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        self.0
    }

    /// The state after `cause`: the first declared one, or none if `cause` is illegal in this
    /// state.
    #[must_use]
    pub fn next(self, cause: M::Cause) -> Option<&'static str> {
        M::TRANSITIONS.iter().find(|(from, why, _)| *from == self.0 && *why == cause).map(|it| it.2)
    }

    /// Whether a transition to `to` by `cause` is declared.
    #[must_use]
    pub fn may(self, cause: M::Cause, to: &str) -> bool {
        self.find(cause, to).is_ok()
    }

    /// The transition of this state, for one resource or for all that are in it. Every transition
    /// is created here.
    pub fn transition(self, cx: &mut Cx<'_>, cause: M::Cause, to: &str) -> Result<Transition<M>> {
        let found = self.find(cause, to).map_err(|illegal| {
            ApiError::internal(format!("{illegal} for account {}", cx.account()))
        })?;
        let (product, column) = (cx.product, M::COLUMN);
        cx.effects.events.push(Event { product, column, from: found.from, to: found.to.0 });
        Ok(found)
    }

    /// Changes to the state `to`.
    pub fn move_to(&mut self, cx: &mut Cx<'_>, cause: M::Cause, to: &str) -> Result<()> {
        *self = self.transition(cx, cause, to)?.to;
        Ok(())
    }

    fn find(self, cause: M::Cause, to: &str) -> Result<Transition<M>, IllegalTransition> {
        let () = M::CHECKED;
        let same =
            |(a, why, b): &&(&str, M::Cause, &str)| *a == self.0 && *why == cause && *b == to;
        match M::TRANSITIONS.iter().find(same) {
            Some((from, _, to)) => Ok(Transition { from, to: Self(to, PhantomData) }),
            None => Err(IllegalTransition {
                column: M::COLUMN,
                from: self.0,
                cause: format!("{cause:?}"),
                to: to.to_owned(),
            }),
        }
    }
}

impl<M: StateMachine> Transition<M> {
    /// The state before, as it is stored.
    #[must_use]
    pub const fn from(&self) -> &'static str {
        self.from
    }

    /// The state after.
    #[must_use]
    pub const fn to(&self) -> State<M> {
        self.to
    }
}

/// Whether all transitions and the initial state use listed states, and these are distinct.
const fn closed<C>(states: &[&str], start: &str, moves: &[(&str, C, &str)]) -> bool {
    let mut i = 0;
    while i < states.len() {
        if count(states, states[i]) != 1 {
            return false;
        }
        i += 1;
    }
    let mut i = 0;
    while i < moves.len() {
        if count(states, moves[i].0) == 0 || count(states, moves[i].2) == 0 {
            return false;
        }
        i += 1;
    }
    count(states, start) == 1
}

/// How many of the states have this name.
const fn count(states: &[&str], name: &str) -> usize {
    let (mut i, mut found) = (0, 0);
    while i < states.len() {
        let (a, b) = (states[i].as_bytes(), name.as_bytes());
        let mut j = 0;
        while j < a.len() && j < b.len() && a[j] == b[j] {
            j += 1;
        }
        if j == a.len() && j == b.len() {
            found += 1;
        }
        i += 1;
    }
    found
}

/// The initial state.
impl<M: StateMachine> Default for State<M> {
    fn default() -> Self {
        let () = M::CHECKED;
        Self(M::START, PhantomData)
    }
}

impl<M: StateMachine> Clone for State<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M: StateMachine> Copy for State<M> {}

impl<M: StateMachine> PartialEq for State<M> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<M: StateMachine> Eq for State<M> {}

impl<M: StateMachine> PartialEq<&str> for State<M> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl<M: StateMachine> fmt::Debug for State<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl<M: StateMachine> fmt::Display for State<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl<M: StateMachine> Serialize for State<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl fmt::Display for IllegalTransition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { column: (table, column), from, cause, to } = self;
        write!(f, "{cause} cannot take {table}.{column} from {from} to {to}")
    }
}

impl Error for IllegalTransition {}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Cause {
        Push,
        Time,
    }

    struct Door;

    impl StateMachine for Door {
        type Cause = Cause;
        const COLUMN: (&'static str, &'static str) = ("house", "door");
        const STATES: &'static [&'static str] = &["shut", "open", "broken"];
        const START: &'static str = "shut";
        const TRANSITIONS: &'static [(&'static str, Cause, &'static str)] = &[
            ("shut", Cause::Push, "open"),
            ("open", Cause::Push, "shut"),
            ("open", Cause::Push, "broken"),
        ];
    }

    #[test]
    fn a_state_goes_where_the_table_leads_and_nowhere_else() {
        let shut = State::<Door>::default();
        assert_eq!((shut.as_str(), shut.next(Cause::Push)), ("shut", Some("open")));
        let moved = shut.find(Cause::Push, "open").unwrap();
        assert_eq!((moved.from(), moved.to().as_str()), ("shut", "open"));
        let open = moved.to();
        assert!(open.may(Cause::Push, "broken") && open.may(Cause::Push, "shut"));
        for (cause, to) in [(Cause::Time, "open"), (Cause::Push, "shut"), (Cause::Push, "lost")] {
            let illegal = shut.find(cause, to).err().unwrap();
            let text = format!("{cause:?} cannot take house.door from shut to {to}");
            assert_eq!((illegal.to_string(), shut.may(cause, to)), (text, false));
        }
        assert_eq!(shut.next(Cause::Time), None);
    }

    #[test]
    fn a_row_with_a_state_that_is_not_listed_is_refused() {
        assert_eq!(State::<Door>::read("open").unwrap(), "open");
        assert!(State::<Door>::read("lost").is_err());
    }

    /// What [`StateMachine::CHECKED`] refuses to compile.
    #[test]
    fn a_table_that_leads_out_of_the_states_is_found() {
        assert!(closed(&["a", "ab"], "a", &[("a", (), "ab")]));
        assert!(!closed(&["a", "ab"], "b", &[("a", (), "ab")]));
        assert!(!closed(&["a", "ab"], "a", &[("a", (), "b")]));
        assert!(!closed(&["a", "ab"], "a", &[("abc", (), "a")]));
        assert!(!closed(&["a", "a"], "a", &[("a", (), "a")]));
    }
}
