//! Tells the linker what the splitter needs to know of the page: which bytes are addresses.

fn main() {
    if cfg!(feature = "split") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
