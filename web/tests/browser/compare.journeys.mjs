// Two versions differ in words, pictures and lists.
import { execFileSync } from 'node:child_process';
import { MODEL } from './person.mjs';

const PROPOSAL = 'proposal/smart-dispatch';
const COMPARE = `${MODEL}/compare?before=main&after=${encodeURIComponent(PROPOSAL)}`;

/** Views that the proposal touches since it left `main`, as the API names them; where it left says git. */
async function touchedSinceFork(machine) {
  const [repository] = machine.args;
  const base = execFileSync('git', ['-C', repository, 'merge-base', 'main', PROPOSAL], { encoding: 'utf8' });
  const { compare } = await machine.ask(
    `query($before: String!, $after: String!) {
      compare(before: $before, after: $after) { views { viewId sort isLayoutOnly } }
    }`,
    { before: base.trim(), after: PROPOSAL },
  );
  return compare.views;
}

export const journeys = {
  async 'a branch is compared with main: what it brings, in words of both languages'(person) {
    const page = await person.open(MODEL);
    await page.getByRole('button', { name: 'Version' }).click();
    await page.getByRole('menuitem', { name: PROPOSAL }).click();
    await page.waitForURL(/at=proposal/);
    await page.getByRole('link', { name: 'Review' }).click();
    await page.getByText('Adds Application Service “Arrival forecast”.').waitFor();
    await page.getByText('Arrival forecast now serves Dispatch work order.').waitFor();
    await page.getByText('Annual cost of Repair dispatch: 5000000 → 5600000.').waitFor();
    await page.getByText('Portfolio decision of Repair dispatch: Tolerate → Invest.').waitFor();
    const summary = await page.getByRole('tabpanel').innerText();
    // `main` has given an approval since: no change of the proposal.
    person.expect(!/Approval/i.test(summary), 'what only main changed is shown as a change of the branch');
    await person.picture(page, 'compare-summary');
    await person.accessible(page, 'compare summary');
    await page.getByRole('button', { name: '切换为中文' }).click();
    await page.getByText('新增应用服务“到场时间预测”。').waitFor();
    await page.getByText('“抢修指挥”现在实现“到场时间预测”。').waitFor();
    await person.picture(page, 'compare-summary-zh');
  },

  async 'changed views are seen side by side, overlaid and in turn, by mouse and by keys'(person) {
    const page = await person.open(`${COMPARE}&tab=diagram`);
    // A new view has no picture of before.
    await page.locator('.diff-pane svg').first().waitFor();
    await person.picture(page, 'compare-new-view');
    const views = page.getByRole('navigation', { name: 'Changed views' }).getByRole('button');
    const touched = await touchedSinceFork(person.machine);
    const shown = touched.filter(({ isLayoutOnly }) => !isLayoutOnly);
    person.expect(shown.length > 1, `${shown.length} views touched`);
    person.expect(
      (await views.count()) === shown.length,
      `${await views.count()} changed views, not ${shown.length}`,
    );
    const own = shown.find(({ sort }) => sort === 'ADDED');
    person.expect(
      (await views.first().getAttribute('title')) === own?.viewId,
      'the new view comes before what only shows what is new',
    );
    const isShown = (at) =>
      page.waitForFunction(
        (index) =>
          [...document.querySelectorAll('.compare-diagram nav button')][index]?.ariaCurrent === 'true',
        at,
      );
    await page.keyboard.press('j');
    await isShown(1);
    await page.keyboard.press('k');
    await isShown(0);
    await page.keyboard.press('j');
    const panes = page.locator('.diff-pane svg');
    await panes.nth(1).waitFor();
    await person.picture(page, 'compare-diagram');
    await person.accessible(page, 'compare diagram');
    await page.locator('.marks li').first().waitFor();
    await page.keyboard.press('n');
    await page.locator('.marks li[aria-current]').waitFor();
    person.expect((await page.locator('.diff-mark[data-active]').count()) > 0, 'n marks a change');
    const [before, after] = await panes.evaluateAll((all) => all.map((one) => one.getAttribute('viewBox')));
    person.expect(before === after, 'both panes show the same part');
    await page.mouse.move(600, 500);
    await page.mouse.wheel(0, -300);
    const zoomed = await panes.evaluateAll((all) => all.map((one) => one.getAttribute('viewBox')));
    person.expect(zoomed[0] === zoomed[1] && zoomed[0] !== before, 'zooming one pane zooms both');
    await page.keyboard.press('o');
    await page.waitForURL(/mode=overlay/);
    await person.picture(page, 'compare-overlay');
    await page.keyboard.press('o');
    await page.waitForURL(/mode=blink/);
    await page.reload();
    await page.getByRole('radio', { name: 'In turn' }).waitFor({ state: 'attached' });
    person.expect(
      await page.getByRole('radio', { name: 'In turn' }).isChecked(),
      'the address keeps the mode',
    );
  },

  async 'everything that differs is listed, filtered and revealed'(person) {
    const page = await person.open(`${COMPARE}&tab=elements`);
    const list = page.getByRole('region', { name: 'Elements' });
    await list.getByText('Portfolio decision').waitFor();
    await person.picture(page, 'compare-elements');
    await person.accessible(page, 'compare elements');
    await page.getByText(/added 16/).click();
    await page.waitForURL(/state=added/);
    person.expect(
      (await list.getByText('Portfolio decision').count()) === 0,
      'the filter hides what changed',
    );
    await page.getByLabel('Filter by name or id').fill('as-eta');
    await list.getByRole('button', { name: 'Arrival forecast' }).click();
    await page.waitForURL(/sel=as-eta/);
    await page
      .getByRole('complementary', { name: 'Inspector' })
      .getByText('Arrival forecast')
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('tab', { name: 'Checks' }).click();
    await page
      .getByText(/New findings:/)
      .first()
      .waitFor();
    await person.picture(page, 'compare-checks');
    await page.getByRole('tab', { name: 'Impact' }).click();
    await page.getByText(/touches \d+ further/).waitFor();
    await person.picture(page, 'compare-impact');
    await person.accessible(page, 'compare impact');
    await page.getByRole('tab', { name: 'Files' }).click();
    const file = page.getByRole('button', { name: /app-dispatch\.yaml/ });
    await file.waitFor();
    await person.picture(page, 'compare-files');
    await file.click();
    await page.waitForURL(/file=.*app-dispatch/);
    const diff = page.getByRole('region', { name: /app-dispatch\.yaml/ });
    await diff.locator('tr[data-sort="added"]').first().waitFor();
    const shown = async (sort) => diff.locator(`tr[data-sort="${sort}"] .file-text`).allTextContents();
    const path = 'elements/application/application-component/app-dispatch.yaml';
    const said = execFileSync(
      'git',
      ['-C', person.machine.args[0], 'diff', '--minimal', `main...${PROPOSAL}`, '--', path],
      { encoding: 'utf8' },
    );
    for (const [sort, sign] of [
      ['added', '+'],
      ['removed', '-'],
    ]) {
      const lines = said.split('\n').filter((line) => line.startsWith(sign) && !/^(\+\+\+|---)/.test(line));
      const own = lines.map((line) => line.slice(1)).sort();
      const found = (await shown(sort)).sort();
      person.expect(`${own}` === `${found}`, `git says ${sort} ${own}, the tab ${found}`);
    }
    await person.picture(page, 'compare-file-diff');
    await person.accessible(page, 'compare files');
  },

  async 'tags and dates are compared, too, and a version of the past says so'(person) {
    const page = await person.open(`${MODEL}/compare?before=plateau-2025&after=2026-08-01`);
    await page.getByText(/^elements \+/).waitFor();
    await page.getByText(/You are viewing 2026-08-01/).waitFor();
    await person.picture(page, 'compare-past');
    await page.getByRole('link', { name: 'Back to now' }).click();
    await page.waitForURL((url) => !url.searchParams.has('at'));
  },

  async 'a deleted element is brought back'(person) {
    const page = await person.open(`${MODEL}/e/us-3`);
    const name = await page.getByRole('heading', { level: 1 }).innerText();
    await page.getByRole('button', { name: 'Delete element' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete element' }).click();
    await page.waitForURL(/at=draft/);
    await page.getByText(/^Saved/).waitFor();
    await page.getByRole('link', { name: 'Review' }).click();
    await page.getByRole('tab', { name: /Elements/ }).click();
    await page.getByRole('button', { name: 'Bring back' }).first().click();
    await page.waitForURL(/\/e\/us-3/);
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  },
};
