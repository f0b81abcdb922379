//! `DeclineHandshake` declines an invitation of the caller's account.

use crate::resourcedirectory::{
    arns,
    handshakes::{
        handshake_flow::{HANDSHAKE_ID, NO_HANDSHAKE, NOT_PENDING, close, find_for_invitee},
        handshake_states::Event,
        handshake_view::One,
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::resourcedirectory) struct DeclineHandshake {
    id: String,
}

impl Action for DeclineHandshake {
    const NAME: &'static str = "DeclineHandshake";
    const DOC: &'static str = "Declines an invitation to join a directory.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = arns::HANDSHAKE;
    const FAULTS: &'static [Fault] = &[NO_HANDSHAKE, NOT_PENDING];
    type Response = One;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(HANDSHAKE_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<One> {
        let mut handshake = find_for_invitee(cx, &self.id)?;
        close(cx, &mut handshake, Event::Declined)?;
        Ok(One::of(cx.tx, handshake)?)
    }
}
