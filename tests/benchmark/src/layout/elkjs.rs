//! elkjs under node, given what our own layout gives to its library.

use std::path::{Path, PathBuf};
use std::process::Command;

use archweave_model::diagram::Rect;
use archweave_model::layered::quality::{Drawing, Line, measure};
use archweave_model::layered::{self, Graph};
use serde_json::Value;

use super::Outcome;
use crate::Failure;

const VERSION: &str = "0.12.1";

/// Prints CPU microseconds of the process, start included, and the answer.
const SCRIPT: &str = "
const ELK = require('elkjs');
const graph = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
// elkjs 0.12.1 fails on most nested graphs if it is to consider their order.
const calm = (node) => {
  delete node.layoutOptions['org.eclipse.elk.layered.considerModelOrder.strategy'];
  (node.children ?? []).forEach(calm);
  return node;
};
new ELK().layout(structuredClone(graph)).catch(() => new ELK().layout(calm(graph))).then((answer) => {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ cpu: user + system, answer }));
}).catch((error) => { console.error(String(error)); process.exitCode = 1; });
";

/// In the target folder, beside this program.
fn home() -> Result<PathBuf, Failure> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2).ok_or("this program is in no target folder")?;
    Ok(target.join("tools/elkjs"))
}

/// Gets elkjs from npm, unless it is there.
pub fn install() -> Result<(), Failure> {
    let home = home()?;
    std::fs::create_dir_all(&home)?;
    std::fs::write(home.join("layout.js"), SCRIPT)?;
    if home.join("node_modules/elkjs").exists() {
        return Ok(());
    }
    let package = format!("elkjs@{VERSION}");
    let status = Command::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
        .arg(&home)
        .arg(package)
        .status()?;
    if status.success() { Ok(()) } else { Err("npm did not install elkjs".into()) }
}

/// Lays out and measures.
pub fn layout(graph: &Graph, folder: &Path) -> Result<Outcome, Failure> {
    let mut question = layered::json(graph);
    for key in ["org.eclipse.elk.json.shapeCoords", "org.eclipse.elk.json.edgeCoords"] {
        question["layoutOptions"][key] = "ROOT".into();
    }
    let file = folder.join("elkjs.json");
    std::fs::write(&file, question.to_string())?;
    let output =
        Command::new("node").arg("--stack-size=60000").arg(home()?.join("layout.js")).arg(file).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let output: Value = serde_json::from_slice(&output.stdout)?;
    let quality = measure(&drawing(graph, &output["answer"]));
    Ok(Outcome { seconds: output["cpu"].as_f64().unwrap_or_default() / 1e6, quality })
}

fn rect(json: &Value) -> Rect {
    let [x, y, w, h] = ["x", "y", "width", "height"].map(|key| json[key].as_f64().unwrap_or_default());
    Rect::new(x, y, w, h)
}

fn index(json: &Value) -> Option<usize> {
    json["id"].as_str()?.get(1..)?.parse().ok()
}

fn list(json: &Value) -> &[Value] {
    json.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn drawing(graph: &Graph, answer: &Value) -> Drawing {
    let mut boxes = vec![Rect::default(); graph.nodes.len()];
    let mut open = vec![answer];
    while let Some(node) = open.pop() {
        if let Some(at) = index(node) {
            boxes[at] = rect(node);
        }
        open.extend(list(&node["children"]));
    }
    let mut lines: Vec<Line> = graph
        .edges
        .iter()
        .map(|edge| Line { ends: [edge.from.node, edge.to.node], ..Line::default() })
        .collect();
    let point = |json: &Value| ["x", "y"].map(|key| json[key].as_f64().unwrap_or_default());
    for edge in list(&answer["edges"]) {
        let (Some(at), Some(section)) = (index(edge), list(&edge["sections"]).first()) else { continue };
        let bends = list(&section["bendPoints"]).iter().map(point);
        let corners = std::iter::once(point(&section["startPoint"])).chain(bends);
        lines[at].points = corners.chain([point(&section["endPoint"])]).collect();
        lines[at].labels = list(&edge["labels"]).iter().map(rect).collect();
    }
    Drawing { boxes, parents: graph.nodes.iter().map(|node| node.parent).collect(), lines }
}
