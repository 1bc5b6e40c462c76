use std::process::ExitCode;

fn main() -> ExitCode {
    motjuste::cli::run()
}
