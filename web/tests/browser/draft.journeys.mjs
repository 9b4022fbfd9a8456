// A draft is updated, merged, renamed, thrown away and had back; two people who edit one stay in step.
import { MODEL } from './person.mjs';

/** Opens a draft by an edit of a field; says its branch. */
async function begin(person, element, label, text, options) {
  const page = await person.open(`${MODEL}/e/${element}`, options);
  await edit(page, label, text);
  await page.waitForURL(/at=draft/);
  await saved(page);
  return { page, branch: new URL(page.url()).searchParams.get('at') };
}

async function edit(page, label, text) {
  await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel(label, { exact: true }).press('Enter');
}

function saved(page) {
  return page
    .locator('.draftbar[data-state=saved]')
    .getByText(/^(Saved|已保存)/)
    .waitFor();
}

/** Somebody without a browser changes a field on a branch. */
async function change(person, branch, item, path, to) {
  const { model } = await person.machine.ask('query($at: String) { model(at: $at) { revision } }', {
    at: branch,
  });
  const { commitChanges } = await person.machine.ask(
    `mutation($branch: String!, $base: String!, $edits: [EditInput!]!) {
      commitChanges(model: "customer-centre", branch: $branch, base: $base, message: "By another", edits: $edits) {
        __typename
      }
    }`,
    { branch, base: model.revision, edits: [{ update: { item, fields: [{ path, to }] } }] },
  );
  person.expect(
    commitChanges.__typename === 'CommitSucceeded',
    `another's commit: ${commitChanges.__typename}`,
  );
}

export const journeys = {
  async 'two browsers on one draft: other attributes are put together within two seconds'(person) {
    const { page: first, branch } = await begin(person, 'us-2', 'Name (en)', 'Notices can be stopped');
    const second = await person.open(`${MODEL}/e/us-2?at=${encodeURIComponent(branch)}`);
    await second.getByRole('heading', { name: 'Notices can be stopped', level: 1 }).waitFor();
    const begun = Date.now();
    await edit(first, 'Name (en)', 'Stopped by the customer');
    await saved(first);
    const sent = Date.now();
    await second.getByRole('heading', { name: 'Stopped by the customer', level: 1 }).waitFor();
    person.expect(Date.now() - sent < 2000, `the other browser shows it after ${Date.now() - sent} ms`);
    person.expect(sent - begun < 10_000, `saved after ${sent - begun} ms`);
    // Both change something else, at the same time.
    await Promise.all([edit(first, 'Name (en)', 'By the first'), edit(second, 'Name (zh)', '由第二人')]);
    await Promise.all([saved(first), saved(second)]);
    for (const page of [first, second]) {
      await page.getByRole('heading', { name: 'By the first', level: 1 }).waitFor();
      await page.waitForFunction(() =>
        [...document.querySelectorAll('input')].some((i) => i.value === '由第二人'),
      );
    }
  },

  async 'two browsers on one attribute: a card with both values, and another value may be given'(person) {
    const { page: first, branch } = await begin(person, 'us-3', 'Name (en)', 'Begun');
    const second = await person.open(`${MODEL}/e/us-3?at=${encodeURIComponent(branch)}`, { language: 'zh' });
    await second.route('**/graphql', (route) => route.abort());
    await second.getByLabel('名称（en）', { exact: true }).fill('By the second');
    await second.getByLabel('名称（en）', { exact: true }).press('Enter');
    await second.locator('.draftbar[data-state=waiting]').waitFor();
    await edit(first, 'Name (en)', 'By the first');
    await first.getByText('2 edits', { exact: true }).waitFor();
    await saved(first);
    await second.unroute('**/graphql');
    await second.getByRole('button', { name: '处理 1 处冲突' }).click({ timeout: 30_000 });
    const card = second.getByRole('article');
    for (const text of ['By the first', 'By the second', 'Begun'])
      await card.getByText(text, { exact: true }).waitFor();
    await person.picture(second, 'draft-conflict-zh');
    await person.accessible(second, 'conflict of a draft');
    await card.getByRole('button', { name: '其他…' }).click();
    await card.getByLabel('其他值').fill('By both');
    await card.getByRole('button', { name: '使用' }).click();
    await second.getByRole('button', { name: '按此保存' }).click();
    await saved(second);
    await first.getByRole('heading', { name: 'By both', level: 1 }).waitFor();
  },

  async 'a draft that is behind is updated: what does not conflict by itself, the rest by decisions'(person) {
    const { page, branch } = await begin(person, 'app-ticket', 'Name (en)', 'Work orders');
    await change(person, 'main', 'element/app-crm', ['properties', 'vendor'], 'Acme');
    const bar = page.getByRole('region', { name: 'Draft' });
    await bar.getByText('(1 behind)').waitFor();
    await person.picture(page, 'draft-behind');
    await bar.getByRole('button', { name: 'Update' }).click();
    await bar.getByText('(1 behind)').waitFor({ state: 'detached' });
    const { model } = await person.machine.ask(
      'query($at: String) { model(at: $at) { element(id: "app-crm") { properties { key value } } } }',
      { at: branch },
    );
    person.expect(
      model.element.properties.some(({ value }) => value === 'Acme'),
      'the draft has what main has',
    );
    await change(person, 'main', 'element/app-ticket', ['name', 'en'], 'Tickets');
    await bar.getByRole('button', { name: 'Update' }).click();
    await page.waitForURL(/\/merge\//);
    const card = page.locator('article.conflict');
    for (const text of ['Work orders', 'Tickets', 'Work-order system'])
      await card.getByText(text, { exact: true }).waitFor();
    await person.picture(page, 'draft-update-conflict');
    await page.getByRole('button', { name: `Take ${branch}` }).click();
    await page.getByText('0 of 1 conflicts are left to decide.').waitFor();
    await page.getByRole('button', { name: 'Finish the merge' }).click();
    await page.waitForURL(/\/branches/);
    await bar.getByText(/behind/).waitFor({ state: 'detached' });
  },

  async 'a draft is thrown away, had back by undo, and later from the list'(person) {
    const { page, branch } = await begin(person, 'app-kb', 'Name (en)', 'Answers');
    const discard = async () => {
      await page.getByRole('button', { name: 'More of this draft' }).click();
      await page.getByRole('menuitem', { name: 'Discard the draft' }).click();
      await page.getByText(/is discarded/).waitFor();
    };
    await discard();
    const names = async () =>
      (await person.machine.ask('{ model { branches { name } } }')).model.branches.map(({ name }) => name);
    person.expect(!(await names()).includes(branch), 'the branch is gone');
    await page.locator('.mantine-Notification-root').getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/at=draft/);
    await page.getByText('1 edit', { exact: true }).waitFor();
    person.expect((await names()).includes(branch), 'the branch is back');
    await discard();
    await page.goto(`${person.machine.base}${MODEL}/branches`);
    await page.getByRole('button', { name: `Bring back ${branch}` }).waitFor();
    await person.picture(page, 'branches-discarded');
    await page.getByRole('button', { name: `Bring back ${branch}` }).click();
    await page.waitForURL(/at=draft/);
    await page.goto(`${person.machine.base}${MODEL}/e/app-kb?at=${encodeURIComponent(branch)}`);
    await page.getByRole('heading', { name: 'Answers', level: 1 }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('0 edits', { exact: true }).waitFor();
  },

  async 'the list of edits goes back and forward, also after a reload'(person) {
    const { page } = await begin(person, 'app-bill', 'Name (en)', 'One');
    await edit(page, 'Name (en)', 'Two');
    await edit(page, 'Name (en)', 'Three');
    await page.getByText('3 edits', { exact: true }).waitFor();
    await saved(page);
    await page.reload();
    await page.getByRole('button', { name: '3 edits' }).click();
    await person.picture(page, 'draft-edits');
    await page.getByRole('button', { name: 'Renamed to One' }).click();
    await page.getByRole('heading', { name: 'One', level: 1 }).waitFor();
    await page.getByRole('button', { name: /Renamed to Three/ }).click();
    await page.getByRole('heading', { name: 'Three', level: 1 }).waitFor();
    await page.keyboard.press('Escape');
    await saved(page);
  },

  async 'a draft is renamed and merged by keys, and main has it'(person) {
    const { page, branch } = await begin(person, 'app-sms', 'Name (en)', 'Notices');
    const command = async (text) => {
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Name, id, or > for commands').fill(`>${text}`);
      await page.keyboard.press('Enter');
    };
    await command('Rename this branch');
    const name = branch.replace(/[^/]*$/, 'notices');
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await page.keyboard.press('Enter');
    await page.waitForURL(/notices/);
    await command('Merge this branch');
    await page.getByText(/Nothing conflicts/).waitFor();
    await person.picture(page, 'merge-dialog');
    await person.accessible(page, 'merge dialog');
    await page.getByRole('textbox', { name: 'Why' }).press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(`${name} is merged into main.`).waitFor();
    const { model } = await person.machine.ask(
      '{ model { branches { name } element(id: "app-sms") { name(language: "en") } } }',
    );
    person.expect(model.element.name === 'Notices', `main calls it ${model.element.name}`);
    person.expect(!model.branches.some((one) => one.name === name), 'the draft is gone after the merge');
    await page.goto(`${person.machine.base}${MODEL}/history`);
    await page.getByRole('link', { name: `Merge ${name} into main`, exact: true }).waitFor();
    await person.picture(page, 'history-merge');
  },
};
