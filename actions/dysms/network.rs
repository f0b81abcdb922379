//! What other products that send text messages use of this one: numbers, texts, what becomes of a message, receipts.

pub(crate) use super::{
    days::read as day_of,
    sending::{
        acceptance::biz_id,
        codes::DELIVERED,
        magic_numbers::{Fate, of_magic},
        numbers::mainland,
        receipts::{Report, push, report_element},
        rendering::{segments, signed},
        variables::{filled, names, values},
    },
    tables::{messages::day, settings::settings},
};
