//! A small model: a goal with an objective that is measured, a capability, a demand, a gateway with its
//! artifact, two environments with a target each, and two releases.

/// The files. Requirement `req-12` is not in it yet.
pub const FILES: &[(&str, &str)] = &[
    ("archweave.yaml", "format: 1\nname: Centre\nlanguages: [en]\n"),
    (
        "elements/motivation/goal/g-informed.yaml",
        "id: g-informed\nkind: goal\nname: Customers are informed\nrelations:\n  - aggregation: o-notify\n",
    ),
    (
        "elements/motivation/objective/o-notify.yaml",
        "id: o-notify\nkind: objective\nname: Notice within 15 minutes\n",
    ),
    (
        "elements/motivation/indicator/i-notify.yaml",
        "id: i-notify\nkind: indicator\nname: Notice delay\nproperties:\n  class: business-outcome\n  unit: minutes\n  \
         direction: lower\n  baseline: 42\n  target: 15\n  target_date: 2099-12-31\n  period: P1D\n  min_sample: 200\n\
         relations:\n  - measures: o-notify\n",
    ),
    (
        "elements/strategy/capability/cap-outage.yaml",
        "id: cap-outage\nkind: capability\nname: Outage information\nrelations:\n  - realization: o-notify\n",
    ),
    (
        "elements/motivation/demand/dem-status.yaml",
        "id: dem-status\nkind: demand\nname: Tell me when power is back\nproperties:\n  problem: Nobody knows when.\n  \
         origin: business-pull\n  priority: 1\n  urgency: 1\n  decision: accepted\nrelations:\n  - splits-into: req-13\n  \
         - supports: g-informed\n",
    ),
    (
        "elements/motivation/requirement/req-13.yaml",
        "id: req-13\nkind: requirement\nname: Notices in the app\nproperties:\n  level: system\n  \
         statement: The gateway shall notify in the app.\n  rationale: Many have it.\n  \
         acceptance: It arrives in a minute.\n  decision: agreed\n  priority: 2\nrelations:\n  - fulfils: o-notify\n",
    ),
    (
        "elements/application/application-component/app-gateway.yaml",
        "id: app-gateway\nkind: application-component\nname: Message gateway\naliases: [gateway]\n\
         lifecycle: { state: active }\nrelations:\n  - realization: cap-outage\n  - realization: req-13\n",
    ),
    (
        "elements/technology/artifact/art-gateway.yaml",
        "id: art-gateway\nkind: artifact\nname: Gateway image\nproperties:\n  kind: image\n  purl: pkg:oci/gateway\n  \
         repository: https://github.com/csc/gateway\nrelations:\n  - packages: app-gateway\n",
    ),
    (
        "elements/technology/environment/env-test.yaml",
        "id: env-test\nkind: environment\nname: Test system\nproperties: { stage: test }\nrelations:\n  \
         - contains-target: dt-test\n",
    ),
    (
        "elements/technology/environment/env-prod.yaml",
        "id: env-prod\nkind: environment\nname: Live system\nproperties: { stage: production }\nrelations:\n  \
         - contains-target: dt-prod\n",
    ),
    (
        "elements/technology/deployment-target/dt-test.yaml",
        "id: dt-test\nkind: deployment-target\nname: Test cluster\n",
    ),
    (
        "elements/technology/deployment-target/dt-prod.yaml",
        "id: dt-prod\nkind: deployment-target\nname: Live cluster\n",
    ),
    (
        "elements/implementation/release/rel-10.yaml",
        "id: rel-10\nkind: release\nname: First\nproperties: { version: \"1.0\", planned_on: 2020-01-01 }\nrelations:\n  \
         - contains-artifact: art-gateway\n",
    ),
    (
        "elements/implementation/release/rel-11.yaml",
        "id: rel-11\nkind: release\nname: Second\nproperties: { version: \"1.1\", planned_on: 2099-01-01 }\nrelations:\n  \
         - delivers: req-13\n",
    ),
];
