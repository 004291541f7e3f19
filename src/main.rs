//! The program: everything is in the library.

fn main() -> std::process::ExitCode {
    boldface::app::cli::main(boldface::ui::run)
}
