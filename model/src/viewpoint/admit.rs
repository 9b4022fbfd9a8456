//! Which kinds a viewpoint shows.

use crate::metamodel::{KindIndex, Metamodel};
use crate::viewpoint::Viewpoint;

impl Viewpoint {
    /// Whether it shows elements of the kind. A name takes the kinds that specialize it; grouping and
    /// junction are shown everywhere, and everything is where neither kinds nor layers are named.
    pub fn admits(&self, metamodel: &Metamodel, kind: KindIndex) -> bool {
        let known = metamodel.kind(kind);
        let is = |name: &str| metamodel.kind_index(name).is_some_and(|wanted| metamodel.is_a(kind, wanted));
        self.kinds.is_empty() && self.layers.is_empty()
            || self.layers.iter().any(|layer| layer == known.layer.id() && !known.physical)
            || self.kinds.iter().any(|name| is(name))
            || is("grouping")
            || is("junction")
    }
}
