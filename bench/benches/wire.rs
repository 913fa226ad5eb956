//! Decoding and encoding beside others: `cargo xtask bench wire` runs this in rounds and compares.

use divan::{Bencher, black_box};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn main() {
    divan::main();
}

/// A group of benches: how, of which payload, for which types.
macro_rules! group {
    ($group:ident = $how:ident($payload:ident): $($name:ident = $type:ty),+) => {
        #[divan::bench_group]
        mod $group {
            $(
                #[divan::bench]
                fn $name(bencher: divan::Bencher<'_, '_>) {
                    super::$how::<$type>(bencher, &specwright_bench::$payload());
                }
            )+
        }
    };
}

group!(decode_job = decode(job):
    ours = specwright::fine_tuning::FineTuningJob,
    by_hand = specwright_bench::by_hand::Job,
    async_openai = async_openai::types::finetuning::FineTuningJob,
    floor = serde::de::IgnoredAny);
group!(decode_jobs = decode(jobs):
    ours = Vec<specwright::fine_tuning::FineTuningJob>,
    by_hand = Vec<specwright_bench::by_hand::Job>,
    async_openai = Vec<async_openai::types::finetuning::FineTuningJob>,
    floor = serde::de::IgnoredAny);
group!(decode_request = decode(request):
    ours = specwright::fine_tuning::CreateFineTuningJobRequest,
    by_hand = specwright_bench::by_hand::Request,
    async_openai = async_openai::types::finetuning::CreateFineTuningJobRequest,
    floor = serde::de::IgnoredAny);
group!(encode_job = encode(job):
    ours = specwright::fine_tuning::FineTuningJob,
    by_hand = specwright_bench::by_hand::Job,
    async_openai = async_openai::types::finetuning::FineTuningJob);
group!(encode_jobs = encode(jobs):
    ours = Vec<specwright::fine_tuning::FineTuningJob>,
    by_hand = Vec<specwright_bench::by_hand::Job>,
    async_openai = Vec<async_openai::types::finetuning::FineTuningJob>);
group!(encode_request = encode(request):
    ours = specwright::fine_tuning::CreateFineTuningJobRequest,
    by_hand = specwright_bench::by_hand::Request,
    async_openai = async_openai::types::finetuning::CreateFineTuningJobRequest);

fn decode<T: DeserializeOwned>(bencher: Bencher<'_, '_>, text: &str) {
    let bytes = text.as_bytes();
    // What is dropped is dropped outside of the time, as divan does with results.
    bencher.bench_local(|| serde_json::from_slice::<T>(black_box(bytes)).expect("decodes"));
}

fn encode<T: DeserializeOwned + Serialize>(bencher: Bencher<'_, '_>, text: &str) {
    let value: T = serde_json::from_str(text).expect("decodes");
    bencher.bench_local(|| serde_json::to_vec(black_box(&value)).expect("encodes"));
}
