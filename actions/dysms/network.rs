//! What other products that send text messages use of this one: numbers, texts, what becomes of a message, receipts.

pub(crate) use super::{
    days::read as day_of,
    extension_digits,
    sending::{
        acceptance::{Part, Send, accept, biz_id, check_words, pay},
        checks::check_account,
        codes::{DELIVERED, message_of},
        delivery::DELIVERY,
        global::{TextMessage, message as global_message, send_text},
        global_reports::{description as global_description, time as global_time},
        limits::has_limits,
        magic_numbers::{Fate, decided},
        numbers::mainland,
        receipts::{Report, push, report_element},
        rendering::{segments, signed},
        variables::{filled, names, values},
    },
    tables::{
        messages::{SentMessage, day},
        settings::{denies_itself, settings},
    },
};
