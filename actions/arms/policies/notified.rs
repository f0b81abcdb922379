//! Which notify objects of policies stand for a contact, a chat bot or a webhook contact.

use crate::arms::policies::policy::NotifyObject;

/// Something that policies can notify.
#[derive(Clone, Copy, Debug)]
pub(in crate::arms) enum Notified {
    /// A contact, by its ids in both generations.
    Contact { id: i64, legacy: i64 },
    /// A chat bot.
    Robot { id: i64 },
    /// A webhook contact, by its id in the former actions: no page has a type for that of the
    /// alert-management ones.
    Webhook { legacy: i64 },
}

impl Notified {
    /// Whether a notify object stands for it.
    pub(in crate::arms) fn is(self, object: &NotifyObject) -> bool {
        match self {
            Self::Contact { id, legacy } => match &*object.kind {
                "CONTACT" => object.id == id,
                "ARMS_CONTACT" => object.id == legacy,
                _ => false,
            },
            Self::Robot { id } => robot(object) == Some(id),
            Self::Webhook { legacy } => object.kind == "ARMS_CONTACT" && object.id == legacy,
        }
    }
}

/// The id of the chat bot that a notify object stands for, if it stands for one. The pages have both
/// types.
pub(in crate::arms) fn robot(object: &NotifyObject) -> Option<i64> {
    matches!(&*object.kind, "DING_ROBOT_GROUP" | "DING_ROBOT").then_some(object.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_has_the_ids_of_its_generation() {
        let object = |kind: &str, id| NotifyObject {
            kind: kind.into(),
            id,
            name: String::new(),
            channels: Vec::new(),
        };
        let contact = Notified::Contact { id: 1, legacy: 100_001 };
        assert!(contact.is(&object("CONTACT", 1)) && contact.is(&object("ARMS_CONTACT", 100_001)));
        for other in [("ARMS_CONTACT", 1), ("CONTACT", 100_001), ("CONTACT_GROUP", 1)] {
            assert!(!contact.is(&object(other.0, other.1)), "{other:?}");
        }
        let bot = Notified::Robot { id: 1 };
        assert!(bot.is(&object("DING_ROBOT", 1)) && bot.is(&object("DING_ROBOT_GROUP", 1)));
        assert!(!bot.is(&object("CONTACT", 1)) && !bot.is(&object("DING_ROBOT", 2)));
        let webhook = Notified::Webhook { legacy: 100_002 };
        assert!(webhook.is(&object("ARMS_CONTACT", 100_002)));
        assert!(!webhook.is(&object("CONTACT", 100_002)));
    }
}
