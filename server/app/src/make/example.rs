//! The customer centre, the model that comes with the program: something to look at before there is a model of one's own.

use archweave_store::FileWrite;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../examples/customer-centre"]
struct CustomerCentre;

/// Its files as they are in a repository.
pub(super) fn files() -> Vec<FileWrite> {
    let read = |path: std::borrow::Cow<'static, str>| {
        let bytes = CustomerCentre::get(&path)?.data.into_owned();
        Some(FileWrite { path: path.into_owned(), bytes: Some(bytes) })
    };
    CustomerCentre::iter().filter_map(read).collect()
}
