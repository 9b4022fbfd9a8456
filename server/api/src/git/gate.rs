//! What a push may change: what its pusher may, as the application judges it. The rules of every server
//! (names, numbers) were applied before.

use archweave_app::Editor;
use archweave_app::git::Gate;

/// Judges one push of this person.
pub(super) fn gate(editor: Editor) -> Gate {
    Box::new(move |push| editor.receive(push))
}
