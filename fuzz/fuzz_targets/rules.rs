#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| factlint_fuzz::rules(bytes));
