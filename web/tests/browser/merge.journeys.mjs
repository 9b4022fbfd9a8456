// A branch is merged that conflicts: decided card by card, left, taken up again, finished.
import { execFileSync } from 'node:child_process';
import { MODEL } from './person.mjs';

const PROPOSAL = 'proposal/retire-province-kb';

export const journeys = {
  async 'a merge with a conflict is decided, left, taken up again in Chinese and finished'(person) {
    const page = await person.open(`${MODEL}/branches`);
    await page.getByRole('button', { name: `More of ${PROPOSAL}` }).click();
    await person.picture(page, 'branches-menu');
    await page.getByRole('menuitem', { name: 'Merge into main' }).click();
    await page.getByText(/In 1 place both sides/).waitFor();
    await page.getByRole('button', { name: 'Decide', exact: true }).click();
    await page.waitForURL(/\/merge\//);
    const card = page.getByRole('article', { name: /Provincial knowledge base/ });
    for (const text of ['2026-11-30', '2026-12-31', '2026-11-15']) await card.getByText(text).waitFor();
    person.expect(
      await page.getByRole('button', { name: 'Finish the merge' }).isDisabled(),
      'finished too early',
    );
    await person.picture(page, 'merge-open');
    await person.accessible(page, 'merge');
    const authors = () => card.locator('dt small').allTextContents();
    const wrote = await authors();
    person.expect(wrote.length === 2 && wrote.every((text) => text !== ''), `who wrote the sides: ${wrote}`);
    await card.getByRole('button', { name: `Take ${PROPOSAL}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Everything is decided and checked.').waitFor();
    person.expect(
      `${await authors()}` === `${wrote}`,
      `who wrote the sides of a decided card: ${await authors()}`,
    );
    await page.goto(`${person.machine.base}${MODEL}/branches`);
    await page.getByRole('button', { name: '切换为中文' }).click();
    await page.getByRole('link', { name: `${PROPOSAL} 合并到 main` }).click();
    await page.getByRole('button', { name: '其他…' }).click();
    await page.getByLabel('其他值').fill('2026-12-15');
    await page.getByRole('button', { name: '使用', exact: true }).click();
    await page.getByText('已决定').waitFor();
    await page.getByText('已全部决定并校验。').waitFor();
    await person.picture(page, 'merge-decided-zh');
    await page.getByRole('button', { name: '完成合并' }).click();
    await page.waitForURL(/\/branches/);
    const { model } = await person.machine.ask(
      '{ model { element(id: "app-kb-old") { lifecycle { until } } history(first: 1) { nodes { parents } } } }',
    );
    person.expect(model.element.lifecycle.until === '2026-12-15', `until ${model.element.lifecycle.until}`);
    person.expect(model.history.nodes[0].parents.length === 2, 'main has a commit with two parents');
  },

  async 'history shows both lines, a commit its changes, and it is taken back on a draft'(person) {
    const page = await person.open(`${MODEL}/history`);
    await page.getByText('req-103: in each hour, not on average').waitFor();
    await person.picture(page, 'history');
    await person.accessible(page, 'history');
    person.expect((await page.locator('.graph circle').count()) > 5, 'a dot for each commit');
    const count = (await page.locator('.history-head [role="status"]').innerText()).split(' ')[0];
    const inGit = (...what) =>
      execFileSync('git', ['-C', person.machine.args[0], 'rev-list', '--count', ...what], {
        encoding: 'utf8',
      }).trim();
    person.expect(count === inGit('main'), `${count} commits of main, not ${inGit('main')}`);
    await page.getByText('All branches', { exact: true }).click();
    await page.waitForURL(/lines=all/);
    await page.getByRole('heading', { name: 'History of all branches' }).waitFor();
    const every = inGit('--branches');
    await page.getByText(`${every} commits`, { exact: true }).waitFor();
    person.expect(every !== count, 'branches have commits of their own');
    await person.picture(page, 'history-all');
    await person.accessible(page, 'history of all branches');
    await page.getByText('This version', { exact: true }).click();
    await page.getByRole('link', { name: 'req-103: in each hour, not on average', exact: true }).click();
    await page.getByText(/^Acceptance criteria of/).waitFor();
    await person.picture(page, 'commit');
    await person.accessible(page, 'commit');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.waitForURL(/at=draft/);
    await page.getByText(/The commit is taken back on draft/).waitFor();
  },

  async 'a branch is protected, a tag set and removed, and a merge given up'(person) {
    const page = await person.open(`${MODEL}/branches`);
    const more = page.getByRole('button', { name: 'More of demo/findings' });
    await more.click();
    await page.getByRole('menuitem', { name: 'Protect' }).click();
    await page.getByRole('heading', { name: 'Protected branches (2)' }).waitFor();
    await more.click();
    await page.getByRole('menuitem', { name: 'Take the protection away' }).click();
    await page.getByRole('heading', { name: 'Protected branches (1)' }).waitFor();
    await more.click();
    await page.getByRole('menuitem', { name: 'Tag it' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('seen');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'seen', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Delete the tag seen' }).click();
    await page.getByText('The tag seen is deleted.').waitFor();
    await page.getByRole('link', { name: 'seen', exact: true }).waitFor({ state: 'detached' });
  },
};
