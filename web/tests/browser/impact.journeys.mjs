// The impact of a change: as the API answers it, in words, filtered, re-centred, and kept as a view.
import { MODEL } from './person.mjs';

const TICKET = `${MODEL}/impact/app-ticket?depth=2`;
const branchOf = (page) => new URL(page.url()).searchParams.get('at');

async function impact(person, id, depth, direction) {
  const query = `query ($id: String!, $depth: Int!, $direction: Direction!) { model { element(id: $id) {
    impact(depth: $depth, direction: $direction, first: 500) { totalCount nodes { depth element { elementId kindId } } } } } }`;
  return (await person.machine.ask(query, { id, depth, direction })).model.element.impact;
}

const shown = (page) =>
  page.locator('[data-touched]').evaluateAll((all) => all.map((one) => one.dataset.touched).sort());

/** What loses its last provider if some are retired: over all relations, until nothing more goes. */
async function lost(person, retired) {
  const query = `query ($after: String) { model { relations(kinds: ["serving", "realization", "assignment"], first: 500, after: $after) {
    pageInfo { hasNextPage endCursor } nodes { sourceId targetId } } } }`;
  const relations = [];
  for (let after = null; ;) {
    const page = (await person.machine.ask(query, { after })).model.relations;
    relations.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  const gone = new Set(retired);
  for (let before = -1; before !== gone.size;) {
    before = gone.size;
    for (const { sourceId, targetId } of relations) {
      const providers = relations.filter((one) => one.targetId === targetId);
      if (gone.has(sourceId) && providers.every((one) => gone.has(one.sourceId))) gone.add(targetId);
    }
  }
  return [...gone].filter((id) => !retired.includes(id)).sort();
}

const listed = (page) => page.locator('.impact-retire > .impact-lost code').allInnerTexts();

export const journeys = {
  async 'the impact of an application is what the API answers'(person) {
    const page = await person.open(TICKET);
    await page.locator('[data-touched]').first().waitFor();
    for (const [label, direction] of [
      ['Both', 'BOTH'],
      ['It leads to', 'OUT'],
      ['Depends on it', 'IN'],
    ]) {
      const { nodes } = await impact(person, 'app-ticket', 2, direction);
      const wanted = nodes.map(({ element }) => element.elementId).sort();
      await page.getByText(label, { exact: true }).click();
      await page.waitForFunction(
        (count) => document.querySelectorAll('[data-touched]').length === count,
        wanted.length,
      );
      person.expect(
        (await shown(page)).join() === wanted.join(),
        `${direction}: other elements than the API's`,
      );
    }
    await page.getByText('Both', { exact: true }).click();
    await page.getByText(/Changing Work-order system touches/).waitFor();
    await person.picture(page, 'impact');
  },

  async 'numbers filter, a double click re-centres, Backspace leads back'(person) {
    const page = await person.open(TICKET, { language: 'zh' });
    const { nodes } = await impact(person, 'app-ticket', 2, 'BOTH');
    const kinds = ['requirement', 'user-story', 'demand'];
    const wanted = nodes.filter(({ element }) => kinds.includes(element.kindId)).length;
    await page.getByRole('button', { name: `${wanted} 条需求` }).click();
    await page.waitForURL(/kinds=requirement/);
    person.expect((await shown(page)).length === wanted && wanted > 0, `${wanted} requirements`);
    await person.picture(page, 'impact-filtered-zh');
    await page.locator('[data-touched]').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/sel=/);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/impact\/(?!app-ticket)/);
    await page.getByRole('heading', { level: 1 }).click();
    await page.locator('[data-touched]').first().focus();
    await page.keyboard.press('Backspace');
    await page.waitForURL(/impact\/app-ticket/);
  },

  async 'all ways to another element are sentences'(person) {
    const page = await person.open(`${MODEL}/impact/app-ticket?to=cap-case`);
    const { model } = await person.machine.ask(
      '{ model { paths(from: "app-ticket", to: "cap-case", depth: 4, first: 100) { element { elementId } } } }',
    );
    await page.locator('.impact-paths li').first().waitFor();
    const count = await page.locator('.impact-paths li').count();
    person.expect(count === model.paths.length && count > 0, `${count} ways, not ${model.paths.length}`);
  },

  async 'what loses its last provider if elements are retired'(person) {
    const page = await person.open(TICKET);
    await page.getByRole('button', { name: 'What if it is retired' }).click();
    await page.waitForURL(/retire=app-ticket/);
    const panel = page.getByRole('region', { name: 'What if it is retired' });
    await panel.getByText(/lose(s)? (its|their) last provider$/).waitFor();
    const one = await lost(person, ['app-ticket']);
    person.expect((await listed(page)).sort().join() === one.join() && one.length > 0, `one: ${one}`);
    await panel.getByText(/more lose/).click();
    await person.picture(page, 'impact-retire');
    await person.accessible(page, 'what if it is retired');
    await panel.getByRole('combobox', { name: 'Retire too' }).fill('Container hosting');
    await page
      .getByRole('option', { name: /Container hosting/ })
      .first()
      .click();
    await page.waitForURL(/retire=app-ticket(,|%2C)ts-container/);
    const both = await lost(person, ['app-ticket', 'ts-container']);
    await page.waitForFunction(
      (count) => document.querySelectorAll('.impact-retire > .impact-lost > li').length === count,
      both.length,
    );
    person.expect(
      (await listed(page)).sort().join() === both.join(),
      `both: ${await listed(page)} not ${both}`,
    );
    await panel.getByRole('button', { name: 'Keep Work-order system' }).click();
    await page.waitForURL(/retire=ts-container/);
    await page.goto(page.url().replace('retire=ts-container', 'retire=app-ticket'));
    await page.locator('[data-lost]').first().waitFor();
    await page
      .getByRole('button', { name: /^Retire .* in this what-if$/ })
      .first()
      .click();
    await page.waitForURL(/retire=app-ticket(,|%2C)/);
    const page2 = await person.open(`${TICKET}&retire=app-ticket`, { language: 'zh', scheme: 'dark' });
    await page2
      .getByText(/失去最后一个提供方$/)
      .first()
      .waitFor();
    await person.picture(page2, 'impact-retire-zh');
    await person.accessible(page2, 'what if it is retired, dark');
  },

  async 'an impact is kept as a view'(person) {
    const page = await person.open(TICKET);
    await page.getByRole('button', { name: 'Save as view' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Around the work-order system');
    await dialog.getByLabel('Name').press('Enter');
    await page.waitForURL(/\/v\/.*at=draft/);
    await page.getByText(/^Saved/).waitFor();
    const query =
      'query ($at: String) { model(name: "customer-centre", at: $at) { views(first: 200) { nodes { name(language: "en") viewpoint diagram { nodes { element { elementId } } } } } } }';
    const { nodes } = (await person.machine.ask(query, { at: branchOf(page) })).model.views;
    const view = nodes.find(({ name }) => name === 'Around the work-order system');
    const drawn = new Set(view?.diagram.nodes.flatMap(({ element }) => (element ? [element.elementId] : [])));
    const touched = (await impact(person, 'app-ticket', 2, 'BOTH')).nodes.map(
      ({ element }) => element.elementId,
    );
    const other = [...drawn].filter((id) => id !== 'app-ticket' && !touched.includes(id));
    person.expect(drawn.has('app-ticket') && drawn.size > 20, `${drawn.size} boxes`);
    person.expect(other.length === 0, `not touched, but drawn: ${other}`);
  },
};
