use super::checks::{boxes, draw, labels_keep_clear, lines_keep_clear};
use crate::diagram::{Content, Diagram, Line, Node};

const ORDER: &str = "\
id: order
kind: business-object
name: { en: Order, zh: 工单 }
properties:
  states:
    - { id: start, kind: initial }
    - { id: open, name: { en: open, zh: 未结 }, kind: composite, parent: open }
    - { id: new, name: new, kind: simple, parent: open, entry: { en: tell the customer, zh: 告知客户 }, do: wait }
    - { id: late, name: late, parent: open }
    - { id: pick, kind: choice }
    - { id: end, kind: final }
    - { id: one, name: one, parent: two }
    - { id: two, name: two, parent: one }
    - { id: new, name: twin }
    - just words
  transitions:
    - { id: t1, from: start, to: new }
    - { id: t2, from: new, to: late, trigger: ev, guard: { en: no crew, zh: 无班组 }, sla: PT1H30M, performed_by: bp }
    - { id: t3, from: late, to: pick, effect: note it, performed_by: bp }
    - { id: t4, from: pick, to: end }
    - { id: t5, from: pick, to: nowhere }
    - { id: t6, from: new, to: new, trigger: again }
    - { id: t7, from: pick, to: one }
    - { id: t8, from: two, to: one }
---
id: bp
kind: business-process
name: { en: Dispatch, zh: 派单 }
---
id: ev
kind: business-event
name: { en: Assigned, zh: 已派 }
---
id: other
kind: business-object
properties: { states: [{ id: a }] }
";

fn node<'d>(diagram: &'d Diagram, id: &str) -> &'d Node {
    diagram.nodes.iter().find(|node| node.id.as_str() == id).unwrap_or_else(|| panic!("{id} is not drawn"))
}

fn label<'d>(diagram: &'d Diagram, id: &str) -> &'d str {
    &diagram
        .edges
        .iter()
        .find(|edge| edge.id.as_str() == id)
        .unwrap_or_else(|| panic!("{id} is not drawn"))
        .label
}

fn shape(node: &Node) -> &str {
    match &node.content {
        Content::Element(figure) => &figure.shape,
        Content::Part(part) => &part.shape,
        Content::Decor(shape) => shape,
        _ => "",
    }
}

#[test]
fn states_are_nested_and_transitions_say_what_makes_them_happen() {
    let diagram = draw(ORDER, "uml-state", "", "en", &["order"]);
    boxes(&diagram);
    labels_keep_clear(&diagram);
    let shapes: Vec<&str> = ["start", "open", "new", "pick", "end", "one"]
        .map(|id| shape(node(&diagram, &format!("order#{id}"))))
        .to_vec();
    assert_eq!(
        shapes,
        ["uml-initial", "uml-composite-state", "uml-state", "uml-choice", "uml-final", "uml-state"]
    );
    let open = node(&diagram, "order#open");
    assert!(open.rect.encloses(node(&diagram, "order#new").rect));
    let below = |a: &str, b: &str| node(&diagram, b).rect.y >= node(&diagram, a).rect.bottom();
    assert!(
        below("order#start", "order#open")
            && below("order#open", "order#pick")
            && below("order#pick", "order#end")
    );
    assert_eq!(label(&diagram, "order#t2"), "Assigned [no crew] ≤ 1 h 30 min / Dispatch");
    assert_eq!(label(&diagram, "order#t3"), "/ note it\n(Dispatch)");
    let texts: Vec<&str> = node(&diagram, "order#new").compartments[0].iter().map(|f| &*f.text).collect();
    assert_eq!(texts, ["entry / tell the customer", "do / wait"]);
    assert_eq!(diagram.notes, ["transition `order#t5` has an end that is no state"]);
    let chinese = draw(ORDER, "uml-state", "", "zh", &["order"]);
    assert_eq!(label(&chinese, "order#t2"), "已派 [无班组] ≤ 1 小时 30 分钟 / 派单");
}

#[test]
fn several_elements_have_a_frame_each() {
    let diagram = draw(ORDER, "uml-state", "", "en", &["order", "other"]);
    boxes(&diagram);
    for id in ["order", "other"] {
        assert_eq!(shape(node(&diagram, id)), "frame");
    }
    assert!(node(&diagram, "order").rect.overlap(node(&diagram, "other").rect) < 0.1);
}

const CALL: &str = "\
id: ix
kind: interaction
name: Report
properties:
  participants: [crm, ghost, crm]
  messages:
    - { id: a, from: crm, to: bus, text: { en: status, zh: 状态 }, kind: sync, carries: bill }
    - { id: b, from: bus, to: crm, kind: reply }
    - { id: c, to: bus, text: news }
    - { id: d, from: bus, text: gone }
    - { id: e }
    - { id: a, from: crm, to: bus }
    - { id: f, from: crm, to: crm, text: think, kind: sync }
    - { id: g, from: ghost, to: crm, kind: odd }
  fragments:
    - { id: outer, kind: loop, guard: twice, first: a, last: g }
    - { id: inner, kind: alt, operands: [{ guard: yes, first: a, last: b }, { guard: else, first: c, last: d }] }
    - { id: wrong, kind: opt, first: nothing }
    - { id: more, kind: ref, refers_to: ix }
    - { id: across, kind: opt, first: d, last: f }
---
id: crm
kind: application-component
name: CRM
---
id: bus
kind: application-component
name: Bus
---
id: bill
kind: data-object
name: { en: Bill, zh: 账单 }
";

#[test]
fn messages_join_lifelines_and_fragments_enclose_them() {
    let diagram = draw(CALL, "uml-sequence", "detail: full", "zh", &["ix"]);
    boxes(&diagram);
    labels_keep_clear(&diagram);
    let lifelines: Vec<&str> = ["crm", "ghost", "bus"].map(|id| node(&diagram, id).label.as_str()).to_vec();
    assert_eq!(lifelines, ["CRM", "ghost", "Bus"]);
    assert_eq!(shape(node(&diagram, "crm")), "uml-lifeline");
    assert!(matches!(node(&diagram, "ghost").content, Content::Missing(_)));
    assert_eq!(label(&diagram, "ix#a"), "状态\n(账单)");
    let lines: Vec<String> = diagram
        .edges
        .iter()
        .filter_map(|edge| match &edge.line {
            Line::Part(part) => Some(format!("{} {}", part.part, part.shape)),
            _ => None,
        })
        .collect();
    assert_eq!(
        lines,
        ["a uml-call", "b uml-reply", "c uml-async", "d uml-async", "f uml-call", "g uml-async"]
    );
    assert!(node(&diagram, "ix#outer").rect.encloses(node(&diagram, "ix#inner").rect));
    assert_eq!(node(&diagram, "ix#inner:1").label, "[else]");
    assert_eq!(node(&diagram, "ix#more:0").label, "Report");
    assert_eq!(
        diagram.notes,
        [
            "participant `ghost` is not in the model",
            "message `ix#e` joins nobody",
            "message `ix#a` is there twice",
            "fragment `ix#wrong` holds no message",
            "fragment `ix#across` ends after the one it begins in",
        ]
    );
}

#[test]
fn a_sequence_of_too_many_messages_is_cut() {
    let messages: String = (0..10_000)
        .map(|n| format!("    - {{ id: m{n}, from: a{}, to: a{}, kind: sync }}\n", n % 7, n % 5))
        .collect();
    let text = format!("id: ix\nkind: interaction\nproperties:\n  messages:\n{messages}");
    let diagram = draw(&text, "uml-sequence", "", "en", &["ix"]);
    let count = diagram.edges.iter().filter(|edge| matches!(edge.line, Line::Part(_))).count();
    assert_eq!(count, 1_000);
    assert!(
        diagram.notes.contains(&"only the first 1000 messages of `ix` are drawn".to_owned()),
        "{:?}",
        diagram.notes
    );
    assert!(draw("id: ix\nkind: interaction\n", "uml-sequence", "", "en", &["ix"]).nodes.is_empty());
}

const PLAN: &str = "\
id: p1
kind: plateau
name: Now
properties: { valid_from: 2025-12-31 }
relations: [{ kind: triggering, to: p2 }]
---
id: p2
kind: plateau
name: Next
properties: { valid_from: 2026-12-31 }
---
id: w1
kind: work-package
name: { en: Knowledge consolidation of all provinces, zh: 知识整合 }
properties: { start: 2026-05-01, end: 2026-12-31 }
relations: [{ kind: realization, to: p2 }]
---
id: w2
kind: work-package
name: Backwards
properties: { start: 2026-09-01, end: 2026-03-31 }
---
id: w3
kind: work-package
name: No such day
properties: { start: 2026-13-01, end: soon }
---
id: r1
kind: release
name: Release
properties: { planned_on: 2026-07-01 }
relations: [{ kind: association, to: w3 }]
";

#[test]
fn bars_begin_and_end_at_their_days() {
    for show in ["", "relations: [triggering, realization, association]"] {
        let diagram = draw(PLAN, "roadmap", show, "en", &[]);
        boxes(&diagram);
        lines_keep_clear(&diagram);
        let rect = |id| node(&diagram, id).rect;
        // 2026-05-01 to 2026-12-31 are 245 days, 2025-12-31 to 2026-12-31 (open) 365.
        let per_day = rect("w1").w / 245.0;
        assert!((rect("w1").x - rect("p1").x - 121.0 * per_day).abs() < 0.01);
        assert!((rect("w1").right() - rect("p2").x - per_day).abs() < 0.01);
        assert!((rect("w2").w - 155.0 * per_day).abs() < 0.01);
        assert!((rect("r1").centre().x - rect("w1").x - 61.0 * per_day).abs() < 0.01);
        assert!(node(&diagram, "lane:undated").rect.encloses(rect("w3")));
        assert_eq!(node(&diagram, "lane:undated").label, "No dates yet");
        let today = diagram.edges.iter().find(|edge| edge.id.as_str() == "today:line").unwrap().points[0].x;
        assert!((today - rect("w1").x - 214.0 * per_day).abs() < 0.01);
        let drawn = diagram.edges.iter().filter(|edge| matches!(edge.line, Line::Relation(_))).count();
        assert_eq!(drawn, if show.is_empty() { 0 } else { 3 });
    }
}

#[test]
fn without_any_day_there_is_no_axis() {
    let diagram = draw("id: w\nkind: work-package\nname: Some day\n", "roadmap", "", "zh", &[]);
    boxes(&diagram);
    assert_eq!(node(&diagram, "lane:undated").label, "尚无日期");
    assert!(diagram.edges.is_empty());
}

const JOURNEY: &str = "\
id: sc
kind: scenario
name: Storm
properties:
  persona: who
  trigger: The lights go out.
  success: { en: One call, zh: 一次来电 }
  channels: [phone, fax]
  pain_points:
    - { stage: s2, text: { en: Twelve minutes in the queue with a phone that runs out of power., zh: 排队12分钟。 } }
    - { stage: gone, text: Nobody says why. }
---
{ id: who, kind: business-role, name: Customer }
---
{ id: whole, kind: value-stream, name: Whole, relations: [{ kind: composition, to: s2 }, { kind: composition, to: s1 }] }
---
{ id: s1, kind: value-stream, name: Report, relations: [{ kind: triggering, to: s2 }] }
---
{ id: s2, kind: value-stream, name: Locate, relations: [{ kind: triggering, to: s1 }] }
---
{ id: cap, kind: capability, name: Access, relations: [{ kind: serving, to: s2 }] }
---
{ id: bp, kind: business-process, name: Handle call, relations: [{ kind: realization, to: cap }, { kind: realization, to: bs }] }
---
{ id: bs, kind: business-service, name: Enquiry }
---
{ id: phone, kind: business-interface, name: Phone, relations: [{ kind: assignment, to: bs }] }
---
{ id: fax, kind: business-interface, name: Fax }
---
{ id: as, kind: application-service, name: Routing, relations: [{ kind: serving, to: bp }] }
---
{ id: crm, kind: application-component, name: CRM, relations: [{ kind: realization, to: as }] }
";

#[test]
fn a_journey_walks_from_stages_to_what_supports_them() {
    let diagram = draw(JOURNEY, "journey", "", "en", &["sc"]);
    boxes(&diagram);
    let stages: Vec<&str> =
        diagram.nodes.iter().filter(|n| shape(n) == "stage").map(|n| n.label.as_str()).collect();
    assert_eq!(stages, ["Locate", "Report", "All stages"]);
    for (id, cell) in [
        ("phone@0", "cell:1:0"),
        ("bp@0", "cell:2:0"),
        ("crm@0", "cell:3:0"),
        ("pain:0:0", "cell:4:0"),
        ("fax@2", "cell:1:2"),
    ] {
        assert!(node(&diagram, cell).rect.encloses(node(&diagram, id).rect), "{id}");
    }
    assert_eq!(node(&diagram, "about:0").label, "Customer: The lights go out.");
    let widths: Vec<f64> = diagram.nodes.iter().filter(|n| shape(n) == "stage").map(|n| n.rect.w).collect();
    assert!(widths.windows(2).all(|pair| pair[0] == pair[1]));
}

const FLOW: &str = "\
{ id: a, kind: business-process, name: Take call, relations: [{ kind: triggering, to: or }] }
---
{ id: or, kind: junction, junction: or, relations: [{ kind: triggering, to: b, properties: { guard: { en: new, zh: 新 } } }, { kind: triggering, to: c }] }
---
{ id: b, kind: business-process, name: Create order, relations: [{ kind: triggering, to: a }, { kind: triggering, to: ev }] }
---
{ id: c, kind: business-process, name: Notify }
---
{ id: ev, kind: business-event, name: Done }
---
{ id: agent, kind: business-role, name: Agent, relations: [{ kind: assignment, to: a }, { kind: assignment, to: c }] }
---
{ id: crew, kind: business-role, name: Crew, relations: [{ kind: assignment, to: b }] }
";

#[test]
fn an_activity_has_lanes_and_a_start_and_an_end() {
    for direction in ["right", "down"] {
        let show = format!("layout: {{ engine: lanes, direction: {direction} }}");
        let diagram = draw(FLOW, "uml-activity", &show, "en", &["a", "b", "c", "or", "ev"]);
        boxes(&diagram);
        lines_keep_clear(&diagram);
        labels_keep_clear(&diagram);
        let shapes: Vec<&str> = ["a", "or", "ev", "uml-final:c"].map(|id| shape(node(&diagram, id))).to_vec();
        assert_eq!(shapes, ["uml-action", "uml-decision", "uml-send", "uml-final"]);
        assert!(node(&diagram, "agent").rect.encloses(node(&diagram, "a").rect));
        assert!(node(&diagram, "crew").rect.encloses(node(&diagram, "ev").rect));
        assert!(node(&diagram, "agent").rect.overlap(node(&diagram, "crew").rect) < 0.1);
        assert!(diagram.edges.iter().any(|edge| edge.label == "[new]"));
    }
}
