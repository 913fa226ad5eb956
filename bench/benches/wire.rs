//! Decoding and encoding beside others: `cargo xtask bench wire` runs this in rounds and compares.

use divan::{Bencher, black_box};
use serde::Serialize;
use serde::de::DeserializeOwned;
use specwright::json;
use specwright::wire::Wire;

fn main() {
    divan::main();
}

/// A group of benches: of each subject, which door it is read or written by, and its type.
macro_rules! group {
    ($group:ident of $payload:ident: $($name:ident = $door:ident::<$type:ty>),+) => {
        #[divan::bench_group]
        mod $group {
            $(
                #[divan::bench]
                fn $name(bencher: divan::Bencher<'_, '_>) {
                    super::$door::<$type>(bencher, &specwright_bench::$payload());
                }
            )+
        }
    };
}

group!(decode_job of job:
    ours = decode_by_us::<specwright::fine_tuning::FineTuningJob>,
    ours_by_serde_json = decode::<specwright::fine_tuning::FineTuningJob>,
    by_hand = decode::<specwright_bench::by_hand::Job>,
    by_hand_by_sonic = decode_by_sonic::<specwright_bench::by_hand::Job>,
    kept_by_hand = decode::<specwright_bench::kept_by_hand::Job>,
    async_openai = decode::<async_openai::types::finetuning::FineTuningJob>,
    floor = decode::<serde::de::IgnoredAny>);
group!(decode_jobs of jobs:
    ours = decode_by_us::<Vec<specwright::fine_tuning::FineTuningJob>>,
    ours_by_serde_json = decode::<Vec<specwright::fine_tuning::FineTuningJob>>,
    by_hand = decode::<Vec<specwright_bench::by_hand::Job>>,
    by_hand_by_sonic = decode_by_sonic::<Vec<specwright_bench::by_hand::Job>>,
    kept_by_hand = decode::<Vec<specwright_bench::kept_by_hand::Job>>,
    async_openai = decode::<Vec<async_openai::types::finetuning::FineTuningJob>>,
    floor = decode::<serde::de::IgnoredAny>);
group!(decode_request of request:
    ours = decode_by_us::<specwright::fine_tuning::CreateFineTuningJobRequest>,
    ours_by_serde_json = decode::<specwright::fine_tuning::CreateFineTuningJobRequest>,
    by_hand = decode::<specwright_bench::by_hand::Request>,
    by_hand_by_sonic = decode_by_sonic::<specwright_bench::by_hand::Request>,
    kept_by_hand = decode::<specwright_bench::kept_by_hand::Request>,
    async_openai = decode::<async_openai::types::finetuning::CreateFineTuningJobRequest>,
    floor = decode::<serde::de::IgnoredAny>);
group!(encode_job of job:
    ours = encode_by_us::<specwright::fine_tuning::FineTuningJob>,
    ours_by_serde_json = encode::<specwright::fine_tuning::FineTuningJob>,
    by_hand = encode::<specwright_bench::by_hand::Job>,
    by_hand_by_sonic = encode_by_sonic::<specwright_bench::by_hand::Job>,
    kept_by_hand = encode::<specwright_bench::kept_by_hand::Job>,
    async_openai = encode::<async_openai::types::finetuning::FineTuningJob>);
group!(encode_jobs of jobs:
    ours = encode_by_us::<Vec<specwright::fine_tuning::FineTuningJob>>,
    ours_by_serde_json = encode::<Vec<specwright::fine_tuning::FineTuningJob>>,
    by_hand = encode::<Vec<specwright_bench::by_hand::Job>>,
    by_hand_by_sonic = encode_by_sonic::<Vec<specwright_bench::by_hand::Job>>,
    kept_by_hand = encode::<Vec<specwright_bench::kept_by_hand::Job>>,
    async_openai = encode::<Vec<async_openai::types::finetuning::FineTuningJob>>);
group!(encode_request of request:
    ours = encode_by_us::<specwright::fine_tuning::CreateFineTuningJobRequest>,
    ours_by_serde_json = encode::<specwright::fine_tuning::CreateFineTuningJobRequest>,
    by_hand = encode::<specwright_bench::by_hand::Request>,
    by_hand_by_sonic = encode_by_sonic::<specwright_bench::by_hand::Request>,
    kept_by_hand = encode::<specwright_bench::kept_by_hand::Request>,
    async_openai = encode::<async_openai::types::finetuning::CreateFineTuningJobRequest>);

/// As our client reads: by the door of our own.
fn decode_by_us<T: Wire>(bencher: Bencher<'_, '_>, text: &str) {
    let bytes = text.as_bytes();
    // What is dropped is dropped outside of the time, as divan does with results.
    bencher.bench_local(|| json::from_slice::<T>(black_box(bytes)).expect("decodes"));
}

fn decode<T: DeserializeOwned>(bencher: Bencher<'_, '_>, text: &str) {
    let bytes = text.as_bytes();
    bencher.bench_local(|| serde_json::from_slice::<T>(black_box(bytes)).expect("decodes"));
}

/// As our client writes.
fn encode_by_us<T: Wire>(bencher: Bencher<'_, '_>, text: &str) {
    let value: T = json::from_str(text).expect("decodes");
    bencher.bench_local(|| json::to_vec(black_box(&value)).expect("encodes"));
}

fn encode<T: DeserializeOwned + Serialize>(bencher: Bencher<'_, '_>, text: &str) {
    let value: T = serde_json::from_str(text).expect("decodes");
    bencher.bench_local(|| serde_json::to_vec(black_box(&value)).expect("encodes"));
}

/// By the fastest parser of JSON that serde's derives take.
fn decode_by_sonic<T: DeserializeOwned>(bencher: Bencher<'_, '_>, text: &str) {
    let bytes = text.as_bytes();
    bencher.bench_local(|| sonic_rs::from_slice::<T>(black_box(bytes)).expect("decodes"));
}

fn encode_by_sonic<T: DeserializeOwned + Serialize>(bencher: Bencher<'_, '_>, text: &str) {
    let value: T = serde_json::from_str(text).expect("decodes");
    bencher.bench_local(|| sonic_rs::to_vec(black_box(&value)).expect("encodes"));
}
