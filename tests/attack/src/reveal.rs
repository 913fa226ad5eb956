//! Spells a secret in many ways, and reads it out of a text again: by an implementation of its own, so
//! that it does not err as the one that it judges.

use fastrand::Rng;

/// A spelling of a text.
pub(crate) fn spelled(rng: &mut Rng, text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..rng.usize(1..=3) {
        let every = rng.usize(1..=3);
        let way = rng.u8(0..5);
        text = text
            .chars()
            .enumerate()
            .map(|(index, sign)| match index % every == 0 || matches!(sign, '%' | '&' | '\\') {
                true => one(way, sign),
                false => sign.to_string(),
            })
            .collect();
    }
    text
}

fn one(way: u8, sign: char) -> String {
    let mut bytes = [0; 4];
    let bytes = sign.encode_utf8(&mut bytes).bytes();
    match way {
        0 => format!("\\u{:04x}", u32::from(sign)),
        1 => bytes.map(|byte| format!("%{byte:02X}")).collect(),
        2 => format!("&#{};", u32::from(sign)),
        3 => format!("&#x{:x};", u32::from(sign)),
        _ => format!("\\u{:04X}", u32::from(sign)),
    }
}

/// Whether a person who decodes a text again and again reads a secret in it.
pub(crate) fn reveals(text: &str, secret: &str) -> bool {
    let mut text = text.to_owned();
    for _ in 0..6 {
        if text.contains(secret) {
            return true;
        }
        text = text.replace("\\\\", "\\");
        for byte in 33_u8..127 {
            let sign = char::from(byte).to_string();
            for spelled in [
                format!("\\u{byte:04x}"),
                format!("\\u{byte:04X}"),
                format!("%{byte:02x}"),
                format!("%{byte:02X}"),
                format!("&#{byte};"),
                format!("&#x{byte:x};"),
                format!("&#x{byte:X};"),
            ] {
                if text.contains(&spelled) {
                    text = text.replace(&spelled, &sign);
                }
            }
        }
    }
    text.contains(secret)
}
