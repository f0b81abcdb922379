//! `CancelHandshake` cancels an invitation of the caller's directory.

use crate::resourcedirectory::{
    arns,
    callers::{MANAGER, managed},
    faults::NO_DIRECTORY,
    handshakes::{
        handshake_flow::{HANDSHAKE_ID, NO_HANDSHAKE, NOT_PENDING, close},
        handshake_states::Event,
        handshake_view::One,
    },
    tables::handshakes,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result};

pub(in crate::resourcedirectory) struct CancelHandshake {
    id: String,
}

impl Action for CancelHandshake {
    const NAME: &'static str = "CancelHandshake";
    const DOC: &'static str = "Cancels an invitation to join the directory.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::HANDSHAKE;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_HANDSHAKE, NOT_PENDING];
    type Response = One;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(HANDSHAKE_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<One> {
        let directory = managed(cx)?;
        let found = handshakes::handshake(cx.tx, &self.id)?;
        let found = found.filter(|it| it.directory == directory.id);
        let mut handshake = found.ok_or(NO_HANDSHAKE)?;
        close(cx, &mut handshake, Event::Cancelled)?;
        Ok(One::of(cx.tx, handshake)?)
    }
}
