//! What other products that send text messages use of this one: numbers, texts, what becomes of a message, receipts.

pub(crate) use super::{
    days::read as day_of,
    extension_digits,
    sending::{
        acceptance::{Part, Send, accept, biz_id},
        checks::check_account,
        codes::{DELIVERED, message_of},
        delivery::DELIVERY,
        global::{TextMessage, message as global_message, send_text},
        global_reports::{description as global_description, time as global_time},
        magic_numbers::{Fate, magic_answer_delay, of_magic},
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
