//! The page's entry: the bundle's one WebAssembly program.

fn main() {
    oz_web::start();
}
