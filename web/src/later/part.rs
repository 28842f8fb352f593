//! What a part is, and how one is declared. Built without the feature `split`, parts come with the page.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;

/// The part's program could not be fetched, or isn't the one that the page was published with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This part of the page has not arrived, or it isn't the one that the page was published with.")]
pub(crate) struct NotHere;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotHere {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[cfg(not(feature = "split"))]
impl From<std::convert::Infallible> for NotHere {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

/// What will have come, or not.
pub(crate) type Coming<T> = Pin<Box<dyn Future<Output = Result<T, NotHere>> + Send>>;

/// A part of the page. A failed fetch is not remembered: the next one tries again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    /// Fetches its program, unless it is here, and makes its view.
    pub(crate) show: fn() -> Coming<AnyView>,
    /// Fetches its program.
    pub(crate) fetch: fn() -> Coming<()>,
}

/// Declares a part: a module of this name with the constant `PART`, to be given to [`Later`](super::Later). The name is
/// the part's in the bundle, so it must be the only one.
///
/// ```ignore
/// part!(pub(crate) environments => view! { <EnvironmentsPage /> });
/// ```
macro_rules! part {
    ($visible:vis $name:ident => $view:expr) => {
        $visible mod $name {
            use super::*;

            #[cfg(feature = "split")]
            #[wasm_split_helpers::wasm_split($name, fallible, preload(fetch))]
            fn show() -> Result<leptos::prelude::AnyView, crate::later::NotHere> {
                Ok(leptos::prelude::untrack(|| leptos::prelude::IntoAny::into_any($view)))
            }

            #[cfg(not(feature = "split"))]
            async fn show() -> Result<leptos::prelude::AnyView, crate::later::NotHere> {
                Ok(leptos::prelude::untrack(|| leptos::prelude::IntoAny::into_any($view)))
            }

            #[cfg(not(feature = "split"))]
            async fn fetch() -> Result<(), std::convert::Infallible> {
                Ok(())
            }

            pub(crate) const PART: crate::later::Part = crate::later::Part {
                show: || Box::pin(show()),
                fetch: || Box::pin(async { Ok(fetch().await?) }),
            };
        }
    };
}
pub(crate) use part;
