//! A page of the public site.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papier::exchange::import::File;
use papier_fuzz::import;

fuzz_target!(|bytes: &[u8]| import(&[File { name: "pap.html".into(), bytes: [b"<html>", bytes].concat() }]));
