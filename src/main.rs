//! The program: a command line, or the window.

use std::process::ExitCode;

fn main() -> ExitCode {
    papier::cli::run(std::env::args_os())
}
