//! What every question is answered after every step, by hand.
//!
//! A step lists the answers that it changes; all others are as after the step before. `@live` is the time
//! of a step, `{live-pushed, shipped-coded}` the median of times between steps in milliseconds.

use std::collections::BTreeMap;

const TABLE: &str = "
start
    board           | req-13 agreed: not-started
    where req-12    | not-found
    where req-13    | agreed: test not-started; prod not-started | no-data
    why req-13      |
    in test         | [] holds [] misses []
    in production   | [] holds [] misses []
    in release 1.0  | [] holds [] misses []
    in release 1.1  | [] holds [] misses [req-13]
    changed         | +[] -[]  suspect []
    gaps            | req-13: live
    coverage        | goals-measured 0/2, requirements-realized 1/1, requirements-live 0/1, deployments-with-artifact 0/0
    impact          | not-found
    metrics         |  deployed, lead unknown, failed 0/0, recovery unknown, rework 0/0
    indicators      | i-notify no-data
    demands         | dem-status 0:
    trace req-13    | demand 1, requirement 1, element 1, release 1, indicator 1
    unmatched       |

asked
    demands         | dem-status 1: need-1
    trace req-13    | need 1, demand 1, requirement 1, element 1, release 1, indicator 1

wanted
    board           | req-12 agreed: not-started; req-13 agreed: not-started
    where req-12    | agreed: test not-started; prod not-started | no-data
    in test         | [] holds [] misses [req-12]
    in production   | [] holds [] misses [req-12]
    in release 1.0  | [] holds [] misses [req-12]
    gaps            | req-12: live; req-13: live
    coverage        | goals-measured 0/2, requirements-realized 2/2, requirements-live 0/2, deployments-with-artifact 0/0

pushed
    board           | req-12 building: building @pushed; req-13 agreed: not-started
    where req-12    | agreed: test building @pushed; prod building @pushed | no-data

built
    board           | req-12 building: built @built; req-13 agreed: not-started
    where req-12    | agreed: test built @built 1.0.0; prod built @built 1.0.0 | no-data

verified
    board           | req-12 building: verified @verified; req-13 agreed: not-started
    where req-12    | agreed: test verified @verified 1.0.0; prod verified @verified 1.0.0 | no-data

staged
    board           | req-12 deployed: deployed @staged env-test; req-13 agreed: not-started
    where req-12    | agreed: test deployed @staged 1.0.0; prod verified @verified 1.0.0 | no-data
    in test         | [1.0.0 @staged] holds [req-12 since 1.0.0] misses []
    coverage        | goals-measured 0/2, requirements-realized 2/2, requirements-live 0/2, deployments-with-artifact 1/1

live
    board           | req-12 deployed: live @live env-test env-prod; req-13 agreed: not-started
    where req-12    | agreed: test deployed @staged 1.0.0; prod live @live 1.0.0 dt-prod | no-data
    in production   | [1.0.0 @live dt-prod] holds [req-12 since 1.0.0] misses []
    in release 1.0  | [1.0.0 @live] holds [req-12 since 1.0.0] misses []
    changed         | +[] -[req-12] 1.0.0> suspect []
    gaps            | req-13: live
    coverage        | goals-measured 0/2, requirements-realized 2/2, requirements-live 1/2, deployments-with-artifact 2/2
    metrics         | dep-1 deployed, lead {live-pushed} of 1, failed 0/1, recovery unknown, rework 0/1

coded
    board           | req-12 deployed: live @live env-test env-prod; req-13 building: building @coded
    where req-13    | agreed: test building @coded; prod building @coded | no-data
    why req-13      | change trailer
    trace req-13    | need 1, demand 1, requirement 1, element 1, change 1, release 1, indicator 1

shipped
    board           | req-12 deployed: live @live env-test env-prod; req-13 deployed: live @shipped env-prod
    where req-12    | agreed: test deployed @staged 1.0.0; prod live @live 1.1.0 dt-prod | no-data
    where req-13    | agreed: test built @shipped 1.1.0; prod live @shipped 1.1.0 dt-prod | no-data
    why req-13      | dep-2 change trailer, artifact-version, deployment
    in production   | [1.1.0 @shipped dt-prod] holds [req-12 since 1.0.0, req-13 since 1.1.0] misses []
    in release 1.1  | [1.1.0 @shipped] holds [req-12 since 1.0.0, req-13 since 1.1.0] misses []
    changed         | +[req-13] -[] 1.0.0>1.1.0 suspect []
    gaps            |
    coverage        | goals-measured 0/2, requirements-realized 2/2, requirements-live 2/2, deployments-with-artifact 3/3
    metrics         | dep-1 dep-2 deployed, lead {live-pushed, shipped-coded} of 2, failed 0/2, recovery unknown, rework 0/2
    trace req-13    | need 1, demand 1, requirement 1, element 1, change 1, version 1, release 1, deployment 1, environment 1, indicator 1

broken
    impact          | dep-2 pkg:oci/gateway@1.1.0: requirement req-13, requirement app-gateway>req-12, component app-gateway, component art-gateway, capability app-gateway>cap-outage, goal req-13>o-notify, goal req-13>dem-status>g-informed
    metrics         | dep-1 dep-2 deployed, lead {live-pushed, shipped-coded} of 2, failed 1/2, recovery unknown, rework 0/2
    trace req-13    | need 1, demand 1, requirement 1, element 1, change 1, version 1, release 1, deployment 1, environment 1, incident 1, indicator 1

back
    board           | req-12 deployed: live @live env-test env-prod; req-13 building: rolled-back @back env-prod
    where req-12    | agreed: test deployed @staged 1.0.0; prod live @live 1.0.0 dt-prod | no-data
    where req-13    | agreed: test built @shipped 1.1.0; prod rolled-back @back 1.1.0 dt-prod | no-data
    why req-13      | dep-3 change trailer, artifact-version, deployment
    in production   | [1.0.0 @back dt-prod] holds [req-12 since 1.0.0] misses []
    gaps            | req-13: live
    coverage        | goals-measured 0/2, requirements-realized 2/2, requirements-live 1/2, deployments-with-artifact 4/4
    impact          | dep-2 pkg:oci/gateway@1.1.0 @back: requirement req-13, requirement app-gateway>req-12, component app-gateway, component art-gateway, capability app-gateway>cap-outage, goal req-13>o-notify, goal req-13>dem-status>g-informed
    metrics         | dep-1 dep-2 deployed, lead {live-pushed, shipped-coded} of 2, failed 1/2, recovery {back-shipped} of 1, rework 0/2
    trace req-13    | need 1, demand 1, requirement 1, element 1, change 1, version 1, release 1, deployment 2, environment 1, incident 1, indicator 1

mended
    board           | req-12 deployed: live @live env-test env-prod; req-13 deployed: live @mended env-prod
    where req-12    | agreed: test deployed @staged 1.0.0; prod live @live 1.1.1 dt-prod | no-data
    where req-13    | agreed: test built @shipped 1.1.0; prod live @mended 1.1.1 dt-prod | no-data
    why req-13      | dep-4 change trailer, change trailer, artifact-version, artifact-version, deployment
    in production   | [1.1.1 @mended dt-prod] holds [req-12 since 1.0.0, req-13 since 1.1.0] misses []
    gaps            |
    coverage        | goals-measured 0/2, requirements-realized 2/2, requirements-live 2/2, deployments-with-artifact 5/5
    metrics         | dep-1 dep-2 dep-4 deployed, lead {live-pushed, shipped-coded, mended-mended} of 3, failed 1/3, recovery {back-shipped} of 1, rework 1/3
    trace req-13    | need 1, demand 1, requirement 1, element 1, change 2, version 2, release 1, deployment 3, environment 1, incident 1, indicator 1

measured
    board           | req-12 measured: live @live env-test env-prod; req-13 measured: live @mended env-prod
    where req-12    | agreed: test deployed @staged 1.0.0; prod live @live 1.1.1 dt-prod | reached
    where req-13    | agreed: test built @shipped 1.1.0; prod live @mended 1.1.1 dt-prod | reached
    coverage        | goals-measured 2/2, requirements-realized 2/2, requirements-live 2/2, deployments-with-artifact 5/5
    indicators      | i-notify reached 12 @measured

tightened
    board           | req-12 measured: live @live env-test env-prod, 4 suspect; req-13 measured: live @mended env-prod
    where req-12    | agreed: test deployed @staged 1.0.0; prod live @live 1.1.1 dt-prod | reached | suspect change 1 | suspect deployment 2 | suspect verification 1

reworded

affirmed
    board           | req-12 measured: live @live env-test env-prod; req-13 measured: live @mended env-prod
    where req-12    | agreed: test deployed @staged 1.0.0; prod live @live 1.1.1 dt-prod | reached
";

/// The steps with all answers, in order.
pub fn steps() -> Vec<(&'static str, BTreeMap<&'static str, &'static str>)> {
    let mut steps: Vec<(&str, BTreeMap<&str, &str>)> = Vec::new();
    for line in TABLE.lines().filter(|line| !line.trim().is_empty()) {
        match line.split_once('|').filter(|_| line.starts_with(' ')) {
            Some((question, answer)) => {
                let answer = answer.strip_prefix(' ').unwrap_or(answer);
                steps.last_mut().unwrap().1.insert(question.trim(), answer);
            }
            None => {
                let before = steps.last().map(|(_, answers)| answers.clone()).unwrap_or_default();
                steps.push((line.trim(), before));
            }
        }
    }
    steps
}
