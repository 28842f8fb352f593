//! The same for JavaScript. Whoever calls keeps the time.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Lists, Order, State};

#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// The workload, ready to be answered.
#[wasm_bindgen]
pub struct Resolving(State);

#[wasm_bindgen]
impl Resolving {
    /// Makes the secrets and the references, in the order of a page's list.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self(State::new(Order::Name))
    }

    /// Answers so many times for a run with references, else for one that inherits; how many secrets it gets.
    #[must_use]
    pub fn answer(&self, attached: bool, times: u32) -> usize {
        self.0.answer(if attached { Lists::Attached } else { Lists::Inherited }, times)
    }
}
