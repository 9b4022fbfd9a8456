//! What templates of formats may call, beside what handlebars brings (`eq`, `or`, `and`, `not`).
//!
//! - `{{choose value "a" "x" "b" "y" "z"}}`: x if the value is a, y if it is b, else z; written as it is
//! - `{{#if (is value "a" "b")}}`: whether the value is one of these
//! - `{{address link}}`: an address between `<` and `>`, with nothing that ends it
//! - `{{xml text}}`, `{{dot text}}`, ...: text escaped for a language other than the header's

use handlebars::{Context, Handlebars, Helper, HelperResult, Output, RenderContext};

use crate::export::escape::Language;

pub(super) fn register(registry: &mut Handlebars<'static>) {
    registry.register_helper("choose", Box::new(choose));
    registry.register_helper("is", Box::new(is));
    registry.register_helper("address", Box::new(address));
    for language in Language::ALL {
        registry.register_helper(
            language.name(),
            Box::new(
                move |helper: &Helper<'_>,
                      _: &Handlebars<'_>,
                      _: &Context,
                      _: &mut RenderContext<'_, '_>,
                      out: &mut dyn Output|
                      -> HelperResult {
                    out.write(&language.escape(&text(helper, 0)))?;
                    Ok(())
                },
            ),
        );
    }
}

fn choose(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let value = text(helper, 0);
    let mut at = 1;
    while at + 1 < helper.params().len() {
        if text(helper, at) == value {
            out.write(&text(helper, at + 1))?;
            return Ok(());
        }
        at += 2;
    }
    if at < helper.params().len() {
        out.write(&text(helper, at))?;
    }
    Ok(())
}

fn is(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let value = text(helper, 0);
    // No text is false.
    if (1..helper.params().len()).any(|at| text(helper, at) == value) {
        out.write("yes")?;
    }
    Ok(())
}

fn address(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    for c in text(helper, 0).chars() {
        match c {
            '<' | '>' | '"' | '\\' | '|' | '`' | ' ' => out.write(&format!("%{:02X}", u32::from(c)))?,
            c if c.is_control() => {}
            c => out.write(c.encode_utf8(&mut [0; 4]))?,
        }
    }
    Ok(())
}

fn text(helper: &Helper<'_>, at: usize) -> String {
    match helper.param(at).map(|p| p.value()) {
        Some(serde_json::Value::String(text)) => text.clone(),
        None | Some(serde_json::Value::Null) => String::new(),
        Some(other) => other.to_string(),
    }
}
