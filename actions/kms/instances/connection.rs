//! The end of the connection of an instance: due work.

use super::instance_states::{CONNECTED, CONNECTING};
use crate::{
    kms::{place::Place, tables::instances},
    ports::due::{About, DueWork},
};

/// An instance is connected.
pub(in crate::kms) const CONNECTION: DueWork = DueWork {
    kind: "instance_connection",
    about: |id| About::new(format!("connection of the instance {id}"), format!("实例 {id} 的启用")),
    run: |cx, id| {
        let place = Place::of(cx);
        match instances::named(cx.tx, place, id)? {
            Some(mut it) if it.state == CONNECTING => {
                CONNECTED.clone_into(&mut it.state);
                Ok(instances::put(cx.tx, place, &it)?)
            }
            _ => Ok(()),
        }
    },
};
