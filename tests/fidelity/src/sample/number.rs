//! Numbers: within their bounds, at their bounds, and as others write them.

use serde_json::{Value, json};

use super::object::vast;
use super::{Sampler, View};
use crate::kind::Kind;

/// Up to where every integer has a float of its own.
const EXACT: i64 = 1 << 53;

impl<'a> Sampler<'a> {
    pub(super) fn integer(&mut self, view: &View<'a>) -> Option<Value> {
        let (least, most) = bounds(view);
        if self.kind == Kind::Vast {
            let vast = vast(self.rng.usize(..4));
            let value = vast.as_f64()?;
            if value >= least && value <= most {
                return Some(vast);
            }
        }
        // Bounds beyond 64 bits bound nothing here.
        let least = (least.ceil()).max(i64::MIN as f64) as i64;
        let most = (most.floor()).min(i64::MAX as f64) as i64;
        if least > most {
            return None;
        }
        let step = view
            .bound("multipleOf", f64::max)
            .filter(|step| *step >= 1.0)
            .map_or(1, |step| step as i64);
        // The oracle does not judge by formats; types that do are not wrong.
        let format = view.parts.iter().find_map(|part| part.get("format")?.as_str());
        let (low, high) = match format.unwrap_or_default() {
            "int32" => (i64::from(i32::MIN), i64::from(i32::MAX)),
            "uint8" | "uint16" | "uint32" | "uint64" | "uint" => (0, i64::from(u8::MAX)),
            _ => (i64::MIN, i64::MAX),
        };
        let value = match self.kind {
            Kind::Boundaries => {
                let candidates = [least.max(low), most.min(high), EXACT - 1, -EXACT + 1, 0];
                candidates[self.rng.usize(..5)].clamp(low, high)
            }
            Kind::Mixed => {
                let (low, high) = (least.max(low.max(-10_000)), most.min(high.min(10_000)));
                self.rng.i64(low.min(high)..=high.max(low))
            }
            _ => least.max(0).min(most) + self.rng.i64(0..3),
        };
        let value = value.clamp(least, most);
        let mut value = value - value.rem_euclid(step);
        if value < least {
            value = value.checked_add(step)?;
        }
        Some(self.as_float(json!(value)))
    }

    pub(super) fn number(&mut self, view: &View<'a>) -> Option<Value> {
        let (least, most) = bounds(view);
        if least > most {
            return None;
        }
        if self.kind == Kind::Vast && most >= 9_007_199_254_740_993.0 && least <= 0.0 {
            return Some(json!(9_007_199_254_740_993_i64));
        }
        if let Some(step) = view.bound("multipleOf", f64::max).filter(|step| *step > 0.0) {
            let count = (least.max(0.0) / step).ceil() + f64::from(self.rng.u8(..3));
            return Some(json!((count * step).min(most)));
        }
        const EDGES: &[f64] = &[
            0.1,
            -0.0,
            5e-324,
            1.7e308,
            -1e-7,
            0.30000000000000004,
            1e21,
            123_456_789.123_456_78,
            100.0,
        ];
        let value = match self.kind {
            Kind::Boundaries => match self.rng.u8(..3) {
                0 if least.is_finite() => least,
                1 if most.is_finite() => most,
                _ => EDGES[self.rng.usize(..EDGES.len())],
            },
            Kind::Mixed => self.rng.f64() * 100.0,
            Kind::Required => return self.whole(least, most),
            _ => least.max(-1.0).min(most) + 0.5,
        };
        let value = if value < least || value > most {
            if least.is_finite() && most.is_finite() {
                f64::midpoint(least, most)
            } else if least.is_finite() {
                least
            } else {
                most
            }
        } else {
            value
        };
        serde_json::Number::from_f64(value).map(Value::Number)
    }

    /// An integer, which is a number, too.
    fn whole(&mut self, least: f64, most: f64) -> Option<Value> {
        let value = least.max(1.0).min(most).ceil();
        Some(if value <= most { json!(value as i64) } else { json!(f64::midpoint(least, most)) })
    }

    /// An integer as others write it.
    pub(super) fn as_float(&mut self, value: Value) -> Value {
        let wants = match self.kind {
            Kind::IntegralFloats => true,
            Kind::Mixed => self.rng.u8(..4) == 0,
            _ => false,
        };
        match value.as_i64() {
            Some(integer) if wants && integer.abs() < EXACT => json!(integer as f64),
            _ => value,
        }
    }
}

/// The bounds, exclusive ones moved inwards: by one where the types are integers, by little otherwise.
fn bounds(view: &View<'_>) -> (f64, f64) {
    let whole = view.types().is_some_and(|types| types.contains(&"integer"));
    let inward = |bound: f64, sign: f64| {
        if whole { (bound + sign).round() } else { bound + sign * (bound.abs() * 1e-6).max(1e-6) }
    };
    let least = [
        view.bound("minimum", f64::max),
        view.bound("exclusiveMinimum", f64::max).map(|bound| inward(bound, 1.0)),
    ];
    let most = [
        view.bound("maximum", f64::min),
        view.bound("exclusiveMaximum", f64::min).map(|bound| inward(bound, -1.0)),
    ];
    (
        least.into_iter().flatten().fold(f64::NEG_INFINITY, f64::max),
        most.into_iter().flatten().fold(f64::INFINITY, f64::min),
    )
}
