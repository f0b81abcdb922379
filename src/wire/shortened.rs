//! What is repeated of a request, which may be of any size.

use std::borrow::Cow;

/// How many bytes of a message are sent. It may repeat what came, which may be of any size.
pub const LONGEST: usize = 4096;
/// A message, at most [`LONGEST`] bytes of it and how many there would be.
#[must_use]
pub fn shortened(message: &str) -> Cow<'_, str> {
    if message.len() <= LONGEST {
        return Cow::Borrowed(message);
    }
    let end = format!("… ({} bytes in all)", message.len());
    let mut at = LONGEST.saturating_sub(end.len());
    while !message.is_char_boundary(at) {
        at -= 1;
    }
    Cow::Owned(message[..at].to_owned() + &end)
}
