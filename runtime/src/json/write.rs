//! Writing: values to JSON text, byte for byte as `serde_json` writes it.

use serde::ser::{self, Error as _, Serialize, Serializer};
use serde_json::Error;

use super::scan::count_plain;

/// Writes to the end of a text.
pub(super) struct Writer<'a>(pub(super) &'a mut Vec<u8>);

/// Numbers, and what JSON has no form of its own for, are written by `serde_json`.
macro_rules! forward {
    ($($method:ident: $type:ty),*) => {$(
        #[inline]
        fn $method(self, value: $type) -> Result<(), Error> {
            serde_json::to_writer(self.0, &value)
        }
    )*};
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Inside<'a>;
    type SerializeTuple = Inside<'a>;
    type SerializeTupleStruct = Inside<'a>;
    type SerializeTupleVariant = Inside<'a>;
    type SerializeMap = Inside<'a>;
    type SerializeStruct = Inside<'a>;
    type SerializeStructVariant = Inside<'a>;

    forward! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_u64: u64, serialize_u128: u128, serialize_f32: f32, serialize_f64: f64,
        serialize_char: char, serialize_bytes: &[u8]
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.0.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<(), Error> {
        write_string(text, self.0);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.0.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        begin_variant(variant, self.0);
        value.serialize(Writer(&mut *self.0))?;
        self.0.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'a>, Error> {
        Ok(Inside::begin(self.0, b'[', "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Inside<'a>, Error> {
        Ok(Inside::begin(self.0, b'[', "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Inside<'a>, Error> {
        Ok(Inside::begin(self.0, b'[', "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Inside<'a>, Error> {
        begin_variant(variant, self.0);
        Ok(Inside::begin(self.0, b'[', "]}"))
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'a>, Error> {
        Ok(Inside::begin(self.0, b'{', "}"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Inside<'a>, Error> {
        if name.starts_with(DISGUISE) {
            return Ok(Inside { text: self.0, end: "", next: Next::Verbatim });
        }
        Ok(Inside::begin(self.0, b'{', "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Inside<'a>, Error> {
        begin_variant(variant, self.0);
        Ok(Inside::begin(self.0, b'{', "}}"))
    }
}

/// How the names of the structs begin by which `serde_json` hands over text that is JSON
/// already: numbers with its feature `arbitrary_precision`, and raw values.
const DISGUISE: &str = "$serde_json::private::";

/// The items of a list or the members of an object, while they are written.
pub(super) struct Inside<'a> {
    text: &'a mut Vec<u8>,
    end: &'static str,
    next: Next,
}

/// What is written before the next item.
#[derive(Clone, Copy)]
enum Next {
    First,
    Further,
    /// Nothing; and the item is a string that holds JSON.
    Verbatim,
}

impl<'a> Inside<'a> {
    #[inline]
    fn begin(text: &'a mut Vec<u8>, open: u8, end: &'static str) -> Self {
        text.push(open);
        Self { text, end, next: Next::First }
    }

    #[inline]
    fn separate(&mut self) {
        match self.next {
            Next::First => self.next = Next::Further,
            Next::Further => self.text.push(b','),
            Next::Verbatim => {}
        }
    }

    #[inline]
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.separate();
        value.serialize(Writer(&mut *self.text))
    }

    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        if let Next::Verbatim = self.next {
            if let serde_json::Value::String(json) = serde_json::to_value(value)? {
                self.text.extend_from_slice(json.as_bytes());
            }
            return Ok(());
        }
        self.separate();
        write_string(name, self.text);
        self.text.push(b':');
        value.serialize(Writer(&mut *self.text))
    }

    fn finish(self) -> Result<(), Error> {
        self.text.extend_from_slice(self.end.as_bytes());
        Ok(())
    }
}

impl ser::SerializeMap for Inside<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Error> {
        self.separate();
        let start = self.text.len();
        name.serialize(Writer(&mut *self.text))?;
        if self.text.get(start) != Some(&b'"') {
            return Err(Error::custom("the name of a member must be a string"));
        }
        self.text.push(b':');
        Ok(())
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(Writer(&mut *self.text))
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}

/// Everything else is a list of items or of members.
macro_rules! inside {
    ($($trait:ident::$method:ident($($name:ident: $type:ty)?) = $how:ident;)*) => {$(
        impl ser::$trait for Inside<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($name: $type,)?
                value: &T,
            ) -> Result<(), Error> {
                self.$how($($name,)? value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish()
            }
        }
    )*};
}

inside! {
    SerializeSeq::serialize_element() = item;
    SerializeTuple::serialize_element() = item;
    SerializeTupleStruct::serialize_field() = item;
    SerializeTupleVariant::serialize_field() = item;
    SerializeStruct::serialize_field(name: &'static str) = member;
    SerializeStructVariant::serialize_field(name: &'static str) = member;
}

fn begin_variant(name: &str, text: &mut Vec<u8>) {
    text.push(b'{');
    write_string(name, text);
    text.push(b':');
}

#[inline]
fn write_string(string: &str, text: &mut Vec<u8>) {
    text.reserve(string.len() + 3);
    text.push(b'"');
    let mut rest = string.as_bytes();
    loop {
        let (plain, special) = rest.split_at(count_plain(rest));
        text.extend_from_slice(plain);
        let Some((byte, behind)) = special.split_first() else { break };
        write_escape(*byte, text);
        rest = behind;
    }
    text.push(b'"');
}

/// Writes the shortest escape of a byte (RFC 8259, section 7).
#[cold]
fn write_escape(byte: u8, text: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\x08' => b'b',
        b'\x0c' => b'f',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => {
            let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
            text.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
            return;
        }
    };
    text.extend_from_slice(&[b'\\', short]);
}
