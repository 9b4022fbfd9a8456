// Findings are repaired with a click and taken back, and it is seen how their number went from commit to commit.
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { seed } from './machine.mjs';
import { MODEL } from './person.mjs';

const FAULTS = `${MODEL}/health?at=faults`;
const branchOf = (page) => new URL(page.url()).searchParams.get('at');

/** What is wrong after each commit, written with git: the server would refuse it. */
const COMMITS = [
  [
    '2026-12-01',
    'views/application/app-cooperation',
    'viewpoint: application_cooperation',
    'viewpoint: application_coperation',
  ],
  ['2026-12-02', '/app-ticket', 'state: active', 'state: activ'],
  ['2026-12-03', '/app-wfm', '- serving: bp-roster', '- serving: bp-rooster'],
  ['2026-12-04', '/app-wfm', 'state: active', 'state: aktive'],
  ['2026-12-05', '/app-wfm', 'state: aktive', 'state: active'],
];

/** The example with a branch on which faults come and go, and the same again for those who only look. */
export function prepare(folder) {
  cpSync(seed(), folder, { recursive: true });
  const repository = join(folder, 'customer-centre.git');
  const tree = join(folder, 'tree');
  const git = (env, ...args) =>
    execFileSync('git', ['-c', 'user.name=Li', '-c', 'user.email=li@example.invalid', ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  git({}, 'clone', '--quiet', repository, tree);
  git({}, '-C', tree, 'switch', '--quiet', '--create', 'faults');
  const files = readdirSync(tree, { recursive: true });
  for (const [day, id, good, wrong] of COMMITS) {
    const file = join(
      tree,
      files.find((name) => name.endsWith(`${id}.yaml`)),
    );
    const text = readFileSync(file, 'utf8');
    if (!text.includes(good)) throw new Error(`${id} has no \`${good}\``);
    writeFileSync(file, text.replace(good, wrong));
    const at = `${day}T09:00:00Z`;
    git(
      { GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at },
      '-C',
      tree,
      'commit',
      '--quiet',
      '-am',
      `${id}: ${wrong}`,
    );
  }
  git({}, '-C', tree, 'push', '--quiet', 'origin', 'faults', 'faults:went');
  return [repository];
}

async function findings(person, at) {
  const query = `query ($at: String) { model(at: $at) { diagnostics(first: 100) {
    totalCount nodes { code subjectId fixes { title(language: "en") } } } } }`;
  return (await person.machine.ask(query, { at })).model.diagnostics;
}

const count = (page) => page.locator('.health-scroll li').count();

export const journeys = {
  async 'a finding is repaired with a click'(person) {
    const page = await person.open(FAULTS);
    const before = await findings(person, 'faults');
    const repairable = before.nodes.filter(({ fixes }) => fixes.length > 0);
    person.expect(repairable.length >= 2, `${repairable.length} of ${before.totalCount} can be repaired`);
    await page.locator('.fixes').first().waitFor();
    person.expect((await page.locator('.fixes').count()) === repairable.length, 'each offers its repairs');
    await person.picture(page, 'repair');
    const row = page.locator('.health-scroll li', { hasText: 'app-ticket' });
    await row.getByRole('button', { name: /^Repair: .*active/ }).click();
    await page.getByText('This would change').waitFor();
    await page.waitForTimeout(300);
    await person.picture(page, 'repair-would');
    await person.accessible(page, 'a repair before it is done');
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText(/^Saved/).waitFor();
    await page.waitForFunction(
      (all) => document.querySelectorAll('.health-scroll li').length < all,
      before.totalCount,
    );
    await row.waitFor({ state: 'detached' });
    const after = await findings(person, branchOf(page));
    person.expect(
      after.totalCount === before.totalCount - 1,
      `${after.totalCount} of ${before.totalCount} are left`,
    );
    person.expect((await count(page)) === after.totalCount, 'the list shows what is left');
    await person.picture(page, 'repair-done');
    // What would make an error again is refused in words, and can be left.
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/^Refused: .*lifecycle state/).waitFor();
    await person.picture(page, 'repair-refused');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText(/^Saved/).waitFor();
    const left = await findings(person, branchOf(page));
    person.expect(left.totalCount === after.totalCount, `${left.totalCount} of ${after.totalCount} are left`);
  },

  async 'the repair of a warning is taken back'(person) {
    const page = await person.open(FAULTS);
    const before = await findings(person, 'faults');
    const row = page.locator('.health-scroll li', { hasText: 'application_coperation' });
    await row.getByRole('button', { name: /^Repair: .*application_cooperation/ }).click();
    await page.getByRole('button', { name: 'Do it' }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByText(/^Saved/).waitFor();
    const after = await findings(person, branchOf(page));
    person.expect(
      after.totalCount === before.totalCount - 1,
      `${after.totalCount} of ${before.totalCount} are left`,
    );
    await page.getByRole('button', { name: 'Undo' }).click();
    await row.waitFor();
    const back = await findings(person, branchOf(page));
    person.expect(
      back.totalCount === before.totalCount,
      `${back.totalCount} of ${before.totalCount} are back`,
    );
  },

  async 'how findings came and went is a line with a table'(person) {
    for (const [language, scheme] of [
      ['en', 'light'],
      ['zh', 'dark'],
    ]) {
      const page = await person.open(`${MODEL}/health?at=went`, { language, scheme });
      const trend = page.locator('.trend');
      await trend.waitFor();
      const { model } = await person.machine.ask(
        '{ model(at: "went") { healthTrend(moments: 12) { errors warnings infos } } }',
      );
      const totals = model.healthTrend.map(({ errors, warnings, infos }) => errors + warnings + infos);
      person.expect(new Set(totals).size > 2, `findings came and went: ${totals}`);
      await trend.locator('summary').click();
      const shown = await trend
        .locator('tbody tr')
        .evaluateAll((rows) =>
          rows.map(({ cells }) => [1, 2, 3].reduce((sum, at) => sum + Number(cells[at].innerText), 0)),
        );
      person.expect(shown.join() === totals.join(), `shown ${shown}, not ${totals}`);
      await person.picture(page, `trend-${language}`);
      await person.accessible(page, `trend ${language}`);
    }
  },
};
