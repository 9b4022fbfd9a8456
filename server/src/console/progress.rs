//! A spinner while something takes long.

use std::borrow::Cow;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shown on stderr if that is a terminal; gone when dropped.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Something that takes long and of which nobody knows how long.
    pub(crate) fn start(what: impl Into<Cow<'static, str>>) -> Self {
        let bar = ProgressBar::new_spinner().with_message(what);
        Self::show(bar, "{spinner} {msg}")
    }

    /// Something of so many parts.
    pub(crate) fn of(parts: usize, what: impl Into<Cow<'static, str>>) -> Self {
        let bar = ProgressBar::new(parts as u64).with_message(what);
        Self::show(bar, "{spinner} {msg} {pos}/{len}")
    }

    fn show(bar: ProgressBar, template: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
            return Self(bar);
        }
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    /// One part is done.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
