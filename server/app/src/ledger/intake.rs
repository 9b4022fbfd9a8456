//! What people ask for: needs as they come in, those that say the same, and demands that are made of them.

pub use archweave_index::{NeedFilter, NeedRow, Page, Paging};
use archweave_model::delivery::order::{DemandRank, demand_order};
use archweave_model::delivery::similar;
use archweave_model::id::ElementId;
use archweave_model::value::{Properties, Value};
use archweave_store::BranchName;
use std::collections::HashMap;

use super::{Ledger, kinds};
use crate::AppError;
use crate::change::{
    ChangeSet, CommitOutcome, CommitRequest, Edit, ItemId, NewItem, NewKind, Resolutions, Wanted,
};
use crate::records::Millis;
use crate::who::{Admin, Editor};

/// Needs that say the same.
#[derive(Clone, Debug)]
pub struct NeedGroup {
    /// The needs, the oldest first.
    pub needs: Vec<NeedRow>,
    /// The need whose words stand for all.
    pub text: String,
}

/// A demand in its order, with how many needs are behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankedDemand {
    /// The demand.
    pub demand: ElementId,
    /// What decided about its place.
    pub rank: DemandRank,
}

/// What needs are promoted to.
#[derive(Clone, Debug)]
pub enum Promotion {
    /// A demand or requirement that is there.
    Existing(String),
    /// A new one, committed to a branch.
    New {
        /// `demand`, `requirement`, or a kind that specializes one.
        kind: String,
        /// Its fields as in a file, such as `name` and `properties`; what is not said of a demand is taken
        /// from the needs.
        fields: Properties,
        /// The branch; none is the default one.
        branch: Option<BranchName>,
        /// Why; none for the usual sentence.
        message: Option<String>,
    },
}

/// What came of a promotion.
#[derive(Clone, Debug)]
pub struct Promoted {
    /// The demand or requirement; none if it could not be made.
    pub element: Option<ElementId>,
    /// What came of the commit; none where nothing was to be committed.
    pub commit: Option<(BranchName, CommitOutcome)>,
    /// How many needs are grouped into it now.
    pub grouped: u64,
}

/// Needs that are held against one another.
const MAX_GROUPED: u32 = 1_000;
/// Needs of one promotion.
pub const MAX_PROMOTED: usize = 1_000;

impl Ledger<'_> {
    /// Needs, the newest first.
    pub fn needs(&self, filter: &NeedFilter, paging: &Paging) -> Result<Page<NeedRow>, AppError> {
        let mut filter = filter.clone();
        // Nothing is known yet of what came later.
        if let Some(at) = self.at() {
            filter.until = Some(filter.until.map_or(at.plus(1), |until| until.min(at.plus(1))));
        }
        self.records().wait(self.records().index().needs(self.name(), &filter, paging))
    }

    /// How many needs are behind each demand.
    pub(crate) fn need_counts(&self) -> Result<HashMap<ElementId, u64>, AppError> {
        let records = self.records();
        let counts = match self.at() {
            None => records.wait(records.index().need_counts(self.name()))?,
            Some(at) => records.wait(records.index().need_counts_until(self.name(), at))?,
        };
        Ok(counts.into_iter().collect())
    }

    /// Groups of at least two needs that say the same, of the newest 1,000 that are in no demand; the largest
    /// group first.
    pub fn need_groups(&self, filter: &NeedFilter) -> Result<Vec<NeedGroup>, AppError> {
        let filter = NeedFilter { is_ungrouped: true, ..filter.clone() };
        let needs = self.needs(&filter, &Paging::first(MAX_GROUPED))?.items;
        let rows: HashMap<&str, &NeedRow> = needs.iter().map(|need| (&*need.key, need)).collect();
        let texts = needs.iter().map(|need| (&*need.key, need.need.text.as_deref().unwrap_or_default()));
        let groups = similar::group(&texts.collect::<Vec<_>>()).into_iter().map(|group| {
            let mut needs: Vec<NeedRow> = group
                .members
                .iter()
                .filter_map(|member| rows.get(&*member.key).map(|row| (*row).clone()))
                .collect();
            needs.sort_by(|a, b| (a.need.received_at, &a.key).cmp(&(b.need.received_at, &b.key)));
            let text =
                rows.get(&*group.representative).and_then(|row| row.need.text.clone()).unwrap_or_default();
            NeedGroup { text, needs }
        });
        let mut groups: Vec<NeedGroup> = groups.collect();
        groups.sort_by(|a, b| {
            let key = |group: &NeedGroup| group.needs.first().map(|need| need.key.clone());
            b.needs.len().cmp(&a.needs.len()).then_with(|| key(a).cmp(&key(b)))
        });
        Ok(groups)
    }

    /// Demands in the order in which they are looked at: priority, urgency, more needs, the day they are
    /// wanted by, age, id.
    pub fn demands(&self) -> Result<Vec<RankedDemand>, AppError> {
        let snapshot = self.snapshot();
        let ids: Vec<ElementId> =
            kinds::all(snapshot, "demand").map(|(_, demand)| demand.id.clone()).collect();
        let counts = self.need_counts()?;
        let mut recorded = HashMap::new();
        for row in self.history_of(&ids)? {
            let first = recorded.entry(row.element).or_insert(row.from_at);
            *first = (*first).min(row.from_at);
        }
        let mut ranked: Vec<RankedDemand> = kinds::all(snapshot, "demand")
            .map(|(_, demand)| {
                let count = counts.get(&demand.id).copied().unwrap_or_default();
                let rank = DemandRank::of(demand, count, recorded.get(&demand.id).copied());
                RankedDemand { demand: demand.id.clone(), rank }
            })
            .collect();
        ranked.sort_by(|a, b| demand_order(&a.rank, &b.rank));
        Ok(ranked)
    }
}

impl Editor {
    /// Groups needs into a demand or requirement, which is made if it is not there. The needs keep their own
    /// words and say where they went.
    pub fn promote(&self, needs: &[String], to: Promotion) -> Result<Promoted, AppError> {
        if needs.is_empty() {
            return Err(AppError::Invalid("name the needs by their keys".into()));
        }
        if needs.len() > MAX_PROMOTED {
            return Err(AppError::Limited(format!("at most {MAX_PROMOTED} needs at once")));
        }
        let records = self.model().ledger_records()?;
        let known = records.index().records_with(
            self.model().name(),
            archweave_model::delivery::RecordKind::Need,
            needs,
        );
        let known = records.wait(known)?;
        if let Some(missing) = needs.iter().find(|key| !known.iter().any(|stored| stored.key == **key)) {
            return Err(AppError::NotFound(format!("there is no need `{missing}`")));
        }
        let (element, commit) = match to {
            Promotion::Existing(id) => {
                let ledger = self.model().ledger(None)?;
                (Some(ledger.requirement(&id)?), None)
            }
            Promotion::New { kind, fields, branch, message } => {
                let (element, branch, outcome) = self.make_of(needs.len(), &kind, fields, branch, message)?;
                let element = matches!(outcome, CommitOutcome::Committed(_)).then_some(element);
                (element, Some((branch, outcome)))
            }
        };
        let grouped = match &element {
            None => 0,
            Some(id) => {
                let (who, name) = (&self.who().name, self.model().name());
                let grouped = records.index().group_needs(name, needs, Some(id), who, Millis::now());
                let grouped = records.wait(grouped)?;
                self.did("ledger.promote", format!("{grouped} needs to `{id}`"));
                self.model().delivered(vec![id.clone()], Vec::new());
                grouped
            }
        };
        Ok(Promoted { element, commit, grouped })
    }

    /// Commits a new demand or requirement.
    fn make_of(
        &self,
        count: usize,
        kind: &str,
        mut fields: Properties,
        branch: Option<BranchName>,
        message: Option<String>,
    ) -> Result<(ElementId, BranchName, CommitOutcome), AppError> {
        let hosted = self.model();
        let branch = match branch {
            Some(branch) => branch,
            None => {
                let name = hosted.default_branch()?.unwrap_or_else(|| "main".into());
                BranchName::parse(&name).map_err(|error| AppError::Invalid(error.to_string()))?
            }
        };
        let base = hosted.branch_head(&branch)?;
        let revision = hosted.revision(base)?;
        let metamodel = revision.snapshot().metamodel();
        let is_asked = |wanted: &str| match (metamodel.kind_index(kind), metamodel.kind_index(wanted)) {
            (Some(kind), Some(wanted)) => metamodel.is_a(kind, wanted),
            _ => false,
        };
        if !is_asked("requirement") {
            return Err(AppError::Invalid(format!("`{kind}` is no kind of demand or requirement")));
        }
        if fields.get("name").is_none() {
            return Err(AppError::Invalid("give it a `name`".into()));
        }
        fields.set("kind", Value::from(kind));
        let new = NewItem { what: NewKind::Element, holder: None, before: None, fields, file: None };
        let prepared = hosted.prepare_edits(vec![Wanted::New(new)], base, &branch)?;
        let made = prepared.changes.edits.iter().find_map(|edit| match edit {
            Edit::Create { item: ItemId::Element(id), .. } => Some(id.clone()),
            _ => None,
        });
        let element = made.ok_or_else(|| AppError::Internal("a new element is made by one edit".into()))?;
        let usual = || format!("Add `{element}`, asked for {count} times");
        let outcome = self.commit_changes(CommitRequest {
            message: message.unwrap_or_else(usual),
            changes: ChangeSet::new(prepared.changes.edits),
            resolutions: Resolutions::new(),
            is_dry_run: false,
            branch: branch.clone(),
            base,
        })?;
        Ok((element, branch, outcome))
    }
}

impl Admin {
    /// Erases what a customer said, by the reference that another system has for it; says how many needs that
    /// were. That they came in, and for which demand, stays.
    pub fn erase_customer(&self, customer_ref: &str) -> Result<u64, AppError> {
        if customer_ref.trim().is_empty() {
            return Err(AppError::Invalid("name the customer by the reference of the other system".into()));
        }
        let records = self.model().ledger_records()?;
        let erased = records.index().erase_customer(self.model().name(), customer_ref, Millis::now());
        let erased = records.wait(erased)?;
        // Not whom: that would keep what was to be erased.
        self.did("ledger.erase", format!("the words of {erased} needs of one customer"));
        self.model().delivered(Vec::new(), Vec::new());
        Ok(erased)
    }

    /// Erases the same of all needs whose last day is past; says how many.
    pub fn erase_expired(&self) -> Result<u64, AppError> {
        let (records, mut all) = (self.model().ledger_records()?, 0);
        loop {
            let erased = records.wait(records.index().erase_expired(self.model().name(), Millis::now()))?;
            all += erased;
            if erased == 0 {
                break;
            }
        }
        self.did("ledger.erase", format!("the words of {all} needs whose last day is past"));
        if all > 0 {
            self.model().delivered(Vec::new(), Vec::new());
        }
        Ok(all)
    }
}
