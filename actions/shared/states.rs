//! State machines: a product declares the states of a kind of thing and the moves between them,
//! and a state changes by one of these moves or not at all.
//!
//! The column that holds the state is written from a [`State`], which begins in
//! [`StateMachine::START`], is read from a row, or comes out of a [`Transition`]; and a [`Transition`] is made by
//! [`State::pass`] alone. A product asks [`State::next`] or [`State::may`] first where a caller
//! is to be refused: a move that is not in the table is an internal error.

use std::{error::Error, fmt, marker::PhantomData};

use serde::{Serialize, Serializer};

use crate::{
    ApiError, Cx, Result,
    ports::store::{self, StoreError},
};

/// The states of a kind of thing, and its moves. The implementing type is empty.
pub trait StateMachine: 'static {
    /// What moves a thing from one state to another: an event, or who asks for it.
    type Cause: Copy + PartialEq + fmt::Debug + Send + Sync + 'static;

    /// The table and the column that hold the state.
    const COLUMN: (&'static str, &'static str);
    /// Every state, as it is stored.
    const STATES: &'static [&'static str];
    /// The state of a thing that is new.
    const START: &'static str;
    /// From, why, to.
    const TRANSITIONS: &'static [(&'static str, Self::Cause, &'static str)];

    /// Fails to compile if a move, or the start, is in no state that is listed, or a state is
    /// listed twice.
    const CHECKED: () = assert!(
        closed(Self::STATES, Self::START, Self::TRANSITIONS),
        "a state machine starts, and moves, within its states, each of which is listed once"
    );
}

/// The state of a thing.
pub struct State<M: StateMachine>(&'static str, PhantomData<fn() -> M>);

/// A move that the table has.
pub struct Transition<M: StateMachine> {
    from: &'static str,
    to: State<M>,
}

/// A move that the table does not have.
#[derive(Debug, PartialEq, Eq)]
pub struct IllegalTransition {
    column: (&'static str, &'static str),
    from: &'static str,
    cause: String,
    to: String,
}

impl<M: StateMachine> State<M> {
    /// The state of this name, as a row holds it.
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

    /// Where `cause` takes it; none if it cannot happen there. Of several, the first.
    #[must_use]
    pub fn next(self, cause: M::Cause) -> Option<&'static str> {
        M::TRANSITIONS.iter().find(|(from, why, _)| *from == self.0 && *why == cause).map(|it| it.2)
    }

    /// Whether `cause` may take it to this state.
    #[must_use]
    pub fn may(self, cause: M::Cause, to: &str) -> bool {
        self.find(cause, to).is_ok()
    }

    /// A move of this state, or of all things that are in it. Every move passes here.
    pub fn transition(self, cx: &mut Cx<'_>, cause: M::Cause, to: &str) -> Result<Transition<M>> {
        self.find(cause, to).map_err(|illegal| {
            ApiError::internal(format!("{illegal} for account {}", cx.account()))
        })
    }

    /// Moves it.
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
    /// The state it leaves, as it is stored.
    #[must_use]
    pub const fn from(&self) -> &'static str {
        self.from
    }

    /// The state it leads to.
    #[must_use]
    pub const fn to(&self) -> State<M> {
        self.to
    }
}

/// Whether all moves, and the start, are within the states, and these are all different.
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

/// A thing that is new.
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
