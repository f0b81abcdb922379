//! One call, from its bytes to its answer.

pub mod decode;
