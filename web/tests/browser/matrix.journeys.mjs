// Matrices: what stands in cells is what the API says; a click and Enter change it, only as the metamodel allows.
import { MODEL } from './person.mjs';

const RACI = `${MODEL}/matrix?rows=business-process&columns=business-role&shows=raci`;
const branchOf = (page) => new URL(page.url()).searchParams.get('at');
const cell = (page, row, column) => page.locator(`[data-row="${row}"] [data-column="${column}"]`);

async function relations(person, at, from, to) {
  const query = `query ($at: String, $id: String!) { model(name: "customer-centre", at: $at) { element(id: $id) {
    outgoing(first: 200) { nodes { kindId targetId properties { key values } } } } } }`;
  const { nodes } = (await person.machine.ask(query, { at, id: from })).model.element.outgoing;
  return nodes.filter(({ targetId }) => targetId === to);
}

export const journeys = {
  async 'a RACI matrix shows what the server shows'(person) {
    const page = await person.open(RACI);
    const { model } = await person.machine
      .ask(`{ model { adHocView(viewpoint: "raci", language: "en") { table {
      columns { of { element { elementId kindId } } }
      rows { head { of { element { elementId } } } cells { text } } } } } }`);
    await page.locator('[data-row]').first().waitFor();
    const { columns, rows } = model.adHocView.table;
    let compared = 0;
    for (const { head, cells } of rows) {
      for (const [index, { text }] of cells.entries()) {
        const { elementId, kindId } = columns[index].of.element;
        if (kindId !== 'business-role') continue;
        const shown = await cell(page, head.of.element.elementId, elementId).innerText();
        person.expect(shown === text, `${head.of.element.elementId} × ${elementId}: ${shown}, not ${text}`);
        compared += 1;
      }
    }
    person.expect(compared > 50, `${compared} cells`);
    await person.picture(page, 'matrix-raci');
  },

  async 'letters are changed by mouse and keyboard, saved and taken back'(person) {
    const page = await person.open(RACI);
    const there = cell(page, 'bp-call', 'r-pm');
    await there.waitFor();
    person.expect((await there.innerText()) === '', 'an empty cell');
    await there.click();
    await page.waitForURL(/at=draft/);
    person.expect((await there.innerText()) === 'R', 'R at once');
    await page.getByText(/^Saved/).waitFor();
    const [first] = await relations(person, branchOf(page), 'r-pm', 'bp-call');
    person.expect(
      first?.kindId === 'assignment' && first.properties[0].values.join() === 'R',
      'an assignment with R',
    );
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('R · responsible').uncheck();
    await dialog.getByLabel('C · consulted').check();
    await person.accessible(page, 'letters');
    await dialog.getByRole('button', { name: 'Set' }).click();
    await page.waitForTimeout(2500);
    await page.getByText(/^Saved/).waitFor();
    const [second, ...more] = await relations(person, branchOf(page), 'r-pm', 'bp-call');
    person.expect(
      second?.kindId === 'association' && more.length === 0,
      `${second?.kindId} and ${more.length} more`,
    );
    person.expect((await there.innerText()) === 'C', 'C in the cell');
  },

  async 'only legal relations are offered, illegal cells say so'(person) {
    const page = await person.open(`${MODEL}/matrix?rows=goal,business-process&columns=node&empty=true`, {
      language: 'zh',
    });
    await page.locator('[data-row]').first().waitFor();
    const { model } = await person.machine.ask(
      '{ model { metamodel { legalEnds(kinds: ["goal", "business-process", "node"]) { from to relations } } } }',
    );
    const isLegal = (a, b) =>
      model.metamodel.legalEnds.some(({ from, to }) => (from === a && to === b) || (from === b && to === a));
    const row = page.locator('[data-row="bp-call"]');
    person.expect(
      ((await row.locator('[data-illegal]').count()) === 0) === isLegal('business-process', 'node'),
      'process and node',
    );
    await row.locator('[role=gridcell]').first().click({ button: 'right' });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('list').waitFor();
    const count = await dialog.getByRole('listitem').count();
    person.expect(count > 0, 'choices');
    await person.picture(page, 'matrix-choices-zh');
    await dialog.getByRole('button', { name: /服务/ }).first().click();
    await page.waitForURL(/at=draft/);
    await page.getByText(/^已保存/).waitFor();
  },

  async 'a matrix that is too large asks for less, and is turned'(person) {
    const page = await person.open(
      `${MODEL}/matrix?rows=application-component&columns=capability&relations=realization,serving`,
    );
    await page.locator('[data-row]').first().waitFor();
    const before = await page.locator('td[data-letter]').count();
    await page.getByRole('button', { name: 'Transpose' }).click();
    await page.waitForURL(/rows=capability/);
    await page.locator('[data-row^="cap-"]').first().waitFor();
    person.expect(
      (await page.locator('td[data-letter]').count()) === before && before > 0,
      `${before} cells, turned`,
    );
    await page.goto(
      `${person.machine.base}${MODEL}/matrix?rows=capability&columns=application-component,business-process,business-object,requirement`,
    );
    await page.getByText(/too many to look at/).waitFor();
    await page.getByLabel('Columns named').fill('order');
    await page.getByLabel('Columns named').press('Enter');
    await page.getByText(/too many to look at/).waitFor({ state: 'detached' });
  },
};
