// What a page of the ledger gives away: its table as CSV, its question as GraphQL, and itself on paper.
import { readFileSync } from 'node:fs';
import { MODEL } from './person.mjs';

/** Pages, a word that their CSV holds, and one that the answer to their question holds. */
const PAGES = [
  ['board', /req-103/, /req-103/],
  ['requirement/req-103', /message-gateway/, /message-gateway/],
  ['intake', /dem-outage-status/, /东山/],
  ['delivery', /env-prod/, /env-prod/],
  ['delivery?tab=incidents', /INC-2605/, /INC-2605/],
  ['delivery?tab=deployments', /work-order/, /work-order/],
  ['release/rel-2026-07', /req-103/, /req-103/],
  ['environment/env-prod', /message-gateway/, /message-gateway/],
  ['incident/INC-2605', /req-103/, /req-103/],
  ['metrics', /Deployment frequency/, /i-notify/],
  ['trials', /24\.3/, /tr-map/],
  ['unmatched', /dt-north-edge/, /dt-north-edge/],
];

async function csvOf(page) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByText('CSV', { exact: true }).click(),
  ]);
  return readFileSync(await file.path(), 'utf8');
}

async function graphqlOf(page) {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy as GraphQL' }).click();
  await page.getByText('Query and variables copied').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** What would stand on paper besides the page itself. */
const onPaper = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, input, .rail, .skip, .topbar')]
      .filter((element) => element.checkVisibility() && !element.closest('table, .trace'))
      .map((element) => element.outerHTML.slice(0, 80)),
  );

async function givesAway(person, [path, inTable, inAnswer]) {
  const page = await person.open(`${MODEL}/${path}`, { permissions: ['clipboard-read', 'clipboard-write'] });
  const csv = await csvOf(page);
  const lines = csv.trim().split('\n').length;
  person.expect(lines > 1 && inTable.test(csv), `${path}: CSV of ${lines} lines: ${csv.slice(0, 200)}`);
  const answers = [];
  for (const question of (await graphqlOf(page)).split(/^(?=query )/m).filter((text) => text.trim())) {
    answers.push(JSON.stringify(await person.machine.ask(question)));
  }
  person.expect(
    inAnswer.test(answers.join()),
    `${path}: the question's answer: ${answers.join().slice(0, 200)}`,
  );
  await page.emulateMedia({ media: 'print' });
  await page.getByText(/^Customer centre · version/).waitFor();
  const left = await onPaper(page);
  person.expect(left.length === 0, `${path}: on paper: ${left.slice(0, 3).join(' ')}`);
  await person.picture(page, `paper-${path.replace(/\W+/g, '-')}`);
}

export const journeys = Object.fromEntries(
  PAGES.map((row) => [`${row[0]} is had as CSV, GraphQL and paper`, (person) => givesAway(person, row)]),
);
