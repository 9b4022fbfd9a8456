//! Arithmetic for shape templates.
//!
//! A figure is drawn in the node's own coordinates, 0 0 being its top left corner:
//!
//! - `{{across 0.5 -8}}`: half of the width, less 8 units
//! - `{{down 1}}`: the height
//! - `{{unit 12}}`: 12 units
//! - `{{plus tab -6}}`: a field and 6 units less
//!
//! A unit is a pixel; in a node smaller than usual it is less, so that figures keep their form.

use handlebars::{Context, Handlebars, Helper, HelperResult, Output, RenderContext, RenderErrorReason};

use crate::number::Number;

pub(crate) fn register(registry: &mut Handlebars<'static>) {
    for (name, length) in [("across", "w"), ("down", "h")] {
        registry.register_helper(
            name,
            Box::new(
                move |helper: &Helper<'_>,
                      _: &Handlebars<'_>,
                      context: &Context,
                      _: &mut RenderContext<'_, '_>,
                      out: &mut dyn Output|
                      -> HelperResult {
                    let share = parameter(helper, 0, name)?;
                    let offset = if helper.params().len() > 1 { parameter(helper, 1, name)? } else { 0.0 };
                    let value = share * field(context, length) + offset * field(context, "unit_size");
                    out.write(&Number(value).to_string())?;
                    Ok(())
                },
            ),
        );
    }
    registry.register_helper(
        "plus",
        Box::new(
            |helper: &Helper<'_>,
             _: &Handlebars<'_>,
             context: &Context,
             _: &mut RenderContext<'_, '_>,
             out: &mut dyn Output|
             -> HelperResult {
                let (value, more) = (parameter(helper, 0, "plus")?, parameter(helper, 1, "plus")?);
                out.write(&Number(value + more * field(context, "unit_size")).to_string())?;
                Ok(())
            },
        ),
    );
    registry.register_helper(
        "unit",
        Box::new(
            |helper: &Helper<'_>,
             _: &Handlebars<'_>,
             context: &Context,
             _: &mut RenderContext<'_, '_>,
             out: &mut dyn Output|
             -> HelperResult {
                let value = parameter(helper, 0, "unit")? * field(context, "unit_size");
                out.write(&Number(value).to_string())?;
                Ok(())
            },
        ),
    );
}

fn parameter(helper: &Helper<'_>, at: usize, name: &'static str) -> Result<f64, RenderErrorReason> {
    let missing = RenderErrorReason::ParamNotFoundForIndex(name, at);
    helper.param(at).and_then(|p| p.value().as_f64()).ok_or(missing)
}

fn field(context: &Context, name: &str) -> f64 {
    context.data().get(name).and_then(|v| v.as_f64()).unwrap_or_default()
}
