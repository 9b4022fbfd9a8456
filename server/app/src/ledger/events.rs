//! What happens to the ledger, for whoever listens.

use archweave_model::id::ElementId;
use tokio::sync::broadcast;

use crate::{AppError, Hosted};

/// The ledger of a model grew.
#[derive(Clone, Debug, PartialEq)]
pub struct DeliveryChanged {
    /// Name of the model.
    pub model: String,
    /// Where the ledger is now; see [`super::Ledger::position`].
    pub position: i64,
    /// Requirements that it is about, as far as that is known without looking; by id.
    pub requirements: Vec<ElementId>,
    /// Environments that it is about; by id.
    pub environments: Vec<ElementId>,
}

/// Events that a slow listener may lag behind.
const MAX_LAG: usize = 256;

/// Sends events to listeners.
pub(crate) struct Deliveries(broadcast::Sender<DeliveryChanged>);

impl Default for Deliveries {
    fn default() -> Self {
        Self(broadcast::Sender::new(MAX_LAG))
    }
}

impl Hosted {
    /// Listens to what happens to the ledger from now on, in this process. Where several servers share a
    /// database, [`Self::delivery_position`] tells of the others.
    pub fn listen_to_deliveries(&self) -> broadcast::Receiver<DeliveryChanged> {
        self.ledger.deliveries.0.subscribe()
    }

    /// Tells listeners that the ledger grew.
    pub(crate) fn delivered(&self, mut requirements: Vec<ElementId>, mut environments: Vec<ElementId>) {
        let Ok(position) = self.delivery_position() else { return };
        for ids in [&mut requirements, &mut environments] {
            ids.sort();
            ids.dedup();
        }
        let model = self.name().to_owned();
        // Fails only if nobody listens.
        let _ =
            self.ledger.deliveries.0.send(DeliveryChanged { model, position, requirements, environments });
    }

    /// Where the ledger is; 0 where there is none. Waits for the database.
    pub fn delivery_position(&self) -> Result<i64, AppError> {
        match self.records() {
            Some(records) => records.wait(records.index().position(self.name())),
            None => Ok(0),
        }
    }
}
