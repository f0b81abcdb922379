//! Values of statements, as they go to the server and come back. The products' statements know texts, whole numbers
//! and floating-point numbers; what the server infers for a place may be narrower.

use std::{borrow::Cow, error::Error};

use actions::ports::store::Value;
use bytes::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::store::postgres::{
    connection::Wrong,
    sealing::{self, Sealing},
};

type Failed = Box<dyn Error + Sync + Send>;

/// A parameter, and what seals it if it is a secret.
#[derive(Debug)]
pub(super) struct Arg<'a>(pub(super) &'a Value<'a>, pub(super) Option<&'a Sealing>);

impl ToSql for Arg<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Failed> {
        match (self.0, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (
                Value::Text(text) | Value::Secret(text),
                &(Type::TEXT | Type::VARCHAR | Type::UNKNOWN | Type::NAME),
            ) => {
                let is_secret = matches!(self.0, Value::Secret(_));
                sealing::kept(self.1, text, is_secret).to_sql(ty, out)
            }
            (Value::Int(n), &Type::INT8) => n.to_sql(ty, out),
            (Value::Int(n), &Type::INT4) => i32::try_from(*n)?.to_sql(ty, out),
            (Value::Int(n), &Type::INT2) => i16::try_from(*n)?.to_sql(ty, out),
            (Value::Int(n), &Type::BOOL) => (*n != 0).to_sql(ty, out),
            #[expect(clippy::cast_precision_loss, reason = "as SQLite does")]
            (Value::Int(n), &Type::FLOAT8) => (*n as f64).to_sql(ty, out),
            (Value::Real(x), &Type::FLOAT8) => x.to_sql(ty, out),
            _ => Err(Wrong.into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A column.
pub(super) struct Cell<'a>(pub(super) Value<'a>);

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Failed> {
        Ok(Self(match *ty {
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Value::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Value::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => Value::Int(bool::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Value::Real(f64::from_sql(ty, raw)?),
            Type::NUMERIC => Value::Int(whole(raw).ok_or(Wrong)?),
            _ => Value::Text(Cow::Borrowed(std::str::from_utf8(raw)?)),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Failed> {
        Ok(Self(Value::Null))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT8
                | Type::INT4
                | Type::INT2
                | Type::BOOL
                | Type::FLOAT8
                | Type::NUMERIC
                | Type::TEXT
                | Type::VARCHAR
                | Type::NAME
        )
    }
}

/// The whole number that a NUMERIC is, as a sum of whole numbers is one.
fn whole(raw: &[u8]) -> Option<i64> {
    let (halves, []) = raw.as_chunks::<2>() else { return None };
    let [digits, weight, sign, scale, rest @ ..] = halves else { return None };
    let (digits, weight) = (i16::from_be_bytes(*digits), i16::from_be_bytes(*weight));
    if i16::from_be_bytes(*scale) != 0 || usize::try_from(digits).ok()? != rest.len() {
        return None;
    }
    let mut number: i64 = 0;
    for place in 0..=weight {
        let digit = rest.get(usize::try_from(place).ok()?).copied().unwrap_or_default();
        number = number.checked_mul(10_000)?.checked_add(i16::from_be_bytes(digit).into())?;
    }
    match u16::from_be_bytes(*sign) {
        0 => Some(number),
        0x4000 => Some(-number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_sum_is_a_whole_number() {
        let raw =
            |halves: &[u16]| halves.iter().flat_map(|it| it.to_be_bytes()).collect::<Vec<_>>();
        assert_eq!(whole(&raw(&[0, 0, 0, 0])), Some(0));
        assert_eq!(whole(&raw(&[1, 0, 0, 0, 42])), Some(42));
        assert_eq!(whole(&raw(&[1, 1, 0, 0, 3])), Some(30_000));
        assert_eq!(whole(&raw(&[2, 1, 0x4000, 0, 1, 2])), Some(-10_002));
        assert_eq!(whole(&raw(&[1, 0xffff, 0, 1, 5000])), None);
    }
}
