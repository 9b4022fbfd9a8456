//! `archweave report adm`: which catalogs, matrices and diagrams of the TOGAF method a model can give.

use archweave_app::PhaseStatus;
use archweave_model::report::{ArtifactKind, ArtifactState, ArtifactStatus, Lack, adm_phases};
use serde_json::{Value, json};

use crate::commands::report::table::{Table, escaped};
use crate::commands::report::{Format, Source};
use crate::console::{BOLD, Console, DIM, ERROR, GOOD, RESET, WARNING, count};
use crate::failure::Failure;

/// Which catalogs, matrices and diagrams of TOGAF's method the model can give, phase by phase
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave report adm my-model
  archweave report adm my-model --phase C-data
  archweave report adm model.git --at main --format markdown > deliverables.md

present: the model has all that the artifact shows; partial: some of it; missing: nothing.")]
pub(super) struct Args {
    #[command(flatten)]
    source: Source,
    /// Only this phase: preliminary, A, B, C-data, C-application, D ... RM
    #[arg(long, value_name = "PHASE")]
    phase: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let wanted = |phase: &str| args.phase.as_deref().is_none_or(|one| one.eq_ignore_ascii_case(phase));
    if !adm_phases().iter().any(|phase| wanted(&phase.id)) {
        let known: Vec<&str> = adm_phases().iter().map(|phase| &*phase.id).collect();
        let message = format!("there is no phase `{}`", args.phase.as_deref().unwrap_or_default());
        return Err(Failure::new(message).help(format!("there are {}", known.join(", "))));
    }
    let (_, revision) = args.source.place().read()?;
    let mut phases = revision.adm();
    phases.retain(|status| wanted(&status.phase.id));
    let open = revision.open_requirements();
    match args.source.format {
        Format::Human => human(&mut Console::text(), &phases, open),
        Format::Json => Console::raw().line(format!("{:#}", answer(&phases, open))),
        Format::Csv => table(&phases).csv(&mut Console::raw()),
        Format::Markdown => markdown(&mut Console::raw(), &phases, open),
    }
    Ok(())
}

fn counts(phases: &[PhaseStatus]) -> [usize; 4] {
    let of = |state| phases.iter().map(|status| status.count(state)).sum::<usize>();
    let all = phases.iter().map(|status| status.artifacts.len()).sum();
    [all, of(ArtifactState::Present), of(ArtifactState::Partial), of(ArtifactState::Missing)]
}

fn summary(phases: &[PhaseStatus], open: usize) -> String {
    let [all, present, partial, missing] = counts(phases);
    let open = count(open, "open requirement");
    format!("{present} of {all} artifacts present, {partial} partial, {missing} missing; {open}")
}

fn human(out: &mut Console, phases: &[PhaseStatus], open: usize) {
    out.line(format!("{BOLD}TOGAF ADM{RESET}: {}", summary(phases, open)));
    for status in phases {
        let (id, name) = (&status.phase.id, status.phase.label.get("en"));
        if status.artifacts.is_empty() {
            out.line(format!("\n{BOLD}{id}{RESET} {name}  {DIM}the standard lists no artifacts{RESET}"));
            continue;
        }
        let [_, present, partial, missing] = counts(std::slice::from_ref(status));
        out.line(format!(
            "\n{BOLD}{id}{RESET} {name}  {DIM}{present} present, {partial} partial, {missing} missing{RESET}"
        ));
        for one in &status.artifacts {
            let colour = match one.state {
                ArtifactState::Present => GOOD,
                ArtifactState::Partial => WARNING,
                ArtifactState::Missing => ERROR,
            };
            let (state, kind) = (one.state.name(), one.artifact.kind.name());
            let name = one.artifact.name.get("en");
            out.line(format!("  {colour}{state:<8}{RESET} {kind:<8} {name:<48} {DIM}{}{RESET}", what(one)));
        }
    }
}

/// What there is, or what to add first.
fn what(status: &ArtifactStatus) -> String {
    match status.lack() {
        Some(Lack::Elements(groups)) => {
            let groups = groups.iter().filter_map(|at| status.artifact.elements.get(*at));
            let groups: Vec<String> = groups.map(|kinds| kinds.join(" or ")).collect();
            format!("no {}", groups.join("; no "))
        }
        Some(Lack::Relations) => {
            let [rows, columns] = [0, 1].map(|at| status.elements.get(at).copied().unwrap_or_default());
            let relations = status.artifact.relations.join(" or ");
            format!("{rows} by {columns} elements, no {relations} between them")
        }
        Some(Lack::View) => format!("{}, no view of it", count(status.elements.iter().sum(), "element")),
        None => match status.artifact.kind {
            ArtifactKind::Catalog => count(status.elements.iter().sum(), "element"),
            ArtifactKind::Matrix => count(status.relations, "relation"),
            ArtifactKind::Diagram => {
                let shown: Vec<&str> = status.views.iter().take(3).map(|view| view.as_str()).collect();
                let more = status.views.len().saturating_sub(shown.len());
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                format!("{}: {}{more}", count(status.views.len(), "view"), shown.join(", "))
            }
        },
    }
}

fn answer(phases: &[PhaseStatus], open: usize) -> Value {
    let [all, present, partial, missing] = counts(phases);
    let phases = phases.iter().map(|status| {
        let artifacts = status.artifacts.iter().map(|one| {
            json!({
                "id": one.artifact.id, "kind": one.artifact.kind.name(), "name": one.artifact.name,
                "editions": one.artifact.editions, "state": one.state.name(), "elements": one.elements,
                "relations": one.relations, "views": one.views.iter().map(|view| view.as_str()).collect::<Vec<_>>(),
            })
        });
        json!({
            "id": status.phase.id, "label": status.phase.label, "sequence": status.phase.sequence,
            "artifacts": artifacts.collect::<Vec<_>>(),
        })
    });
    json!({
        "artifacts": all, "present": present, "partial": partial, "missing": missing,
        "open_requirements": open, "phases": phases.collect::<Vec<_>>(),
    })
}

fn table(phases: &[PhaseStatus]) -> Table {
    let all = phases.iter().flat_map(|status| &status.artifacts);
    let rows = all.map(|one| {
        let elements: Vec<String> = one.elements.iter().map(ToString::to_string).collect();
        let views: Vec<&str> = one.views.iter().map(|view| view.as_str()).collect();
        vec![
            one.artifact.phase.clone(),
            one.artifact.id.clone(),
            one.artifact.kind.name().to_owned(),
            one.artifact.name.get("en").to_owned(),
            one.state.name().to_owned(),
            elements.join(" "),
            one.relations.to_string(),
            views.join(" "),
        ]
    });
    Table {
        head: vec!["phase", "artifact", "kind", "name", "state", "elements", "relations", "views"],
        rows: rows.collect(),
    }
}

fn markdown(out: &mut Console, phases: &[PhaseStatus], open: usize) {
    out.line(format!("# TOGAF ADM\n\n{}.", summary(phases, open)));
    for status in phases.iter().filter(|status| !status.artifacts.is_empty()) {
        out.line(format!("\n## {} {}\n", status.phase.id, escaped(status.phase.label.get("en"))));
        let rows = status.artifacts.iter().map(|one| {
            let name = one.artifact.name.get("en").to_owned();
            vec![one.state.name().to_owned(), one.artifact.kind.name().to_owned(), name, what(one)]
        });
        Table { head: vec!["state", "kind", "artifact", "what there is"], rows: rows.collect() }
            .markdown(out);
    }
}
