// Twelve events name nothing that the model knows. Five are changes of a repository that has another
// name now (changes.mjs); these are the other seven.

import { DAY, at } from './calendar.mjs';
import { fact } from './events.mjs';
import { PACKAGES, versioned } from './packages.mjs';

const SOURCE = 'scripts.example.org';

/** Reports deployments of images without a package address, and to a cluster that is not in the model. */
export function strays() {
  for (let place = 0; place < 4; place += 1) {
    const time = at('2026-02-12T10:15:00Z') + place * 61 * DAY;
    fact(SOURCE, time, 'deployment', `image-${place + 1}`, {
      environment: 'env-test', purl: 'registry.example.org/csc/night-batch:latest', at: time, result: 'success', kind: 'normal',
    });
  }
  for (let place = 0; place < 3; place += 1) {
    const time = at('2026-08-20T22:40:00Z') + place * 23 * DAY;
    fact(SOURCE, time, 'deployment', `north-${place + 1}`, {
      target: 'dt-north-edge', purl: versioned('qa', '0.8.0'), service: PACKAGES.qa.service, at: time, result: 'success', kind: 'normal',
    });
  }
}
