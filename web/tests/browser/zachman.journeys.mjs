// The Zachman grid: it counts as the API does, cells are filled, elements classified, gaps between rows shown.
import { MODEL } from './person.mjs';

const GRID = `${MODEL}/zachman`;

async function coverage(person, at) {
  const query =
    '($at: String) { model(name: "customer-centre", at: $at) { zachman { confirmed unclassified cells { cellId confirmed byDefault } } } }';
  return (await person.machine.ask(`query ${query}`, { at })).model.zachman;
}

const branchOf = (page) => new URL(page.url()).searchParams.get('at');

export const journeys = {
  async 'the grid counts what the API counts, and opens by keyboard'(person) {
    const page = await person.open(GRID);
    const { cells } = await coverage(person, 'main');
    for (const { cellId, confirmed, byDefault } of cells) {
      const shown = await page.locator(`[data-cell="${cellId}"] b`).innerText();
      const count = confirmed + byDefault;
      person.expect(shown === (count === 0 ? '+' : `${count}`), `${cellId}: ${shown}, not ${count}`);
    }
    await page.getByText('97% complete').first().waitFor({ state: 'attached' });
    await page.locator('[data-at="1,1"]').focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL(/row=2&col=how/);
    const panel = page.getByRole('region', { name: 'Business Management · How' });
    await panel.getByRole('listitem').first().waitFor();
    await person.picture(page, 'zachman-cell');
    await page.goBack();
    await panel.waitFor({ state: 'detached' });
    await page.locator('[data-cell="executive.why"]').click();
    await page.getByRole('tab', { name: 'Views' }).click();
    await page.getByRole('link', { name: 'Why we change' }).waitFor();
  },

  async 'an empty cell says what belongs there and is filled'(person) {
    const page = await person.open(GRID);
    const empty = page.locator('[data-cell="engineer.why"]');
    person.expect(/For example/.test(await empty.innerText()), 'an example in an empty cell');
    await empty.click();
    const panel = page.getByRole('region', { name: 'Engineer · Why' });
    await panel.getByRole('combobox', { name: 'Kind' }).click();
    const kinds = await page.getByRole('option').allInnerTexts();
    person.expect(kinds.includes('Business rule') && !kinds.includes('Node'), `kinds offered: ${kinds}`);
    await page.getByRole('option', { name: 'Business rule' }).click();
    await panel.getByRole('textbox', { name: 'Name' }).fill('Escalate after 30 minutes');
    for (const [label, text] of [
      ['Condition (en)', 'An outage is open for 30 minutes'],
      ['Action (en)', 'Tell the shift lead'],
    ]) {
      await panel.getByRole('textbox', { name: label }).fill(text);
      await page.keyboard.press('Tab');
    }
    await person.picture(page, 'zachman-fill');
    await panel.getByRole('button', { name: 'Add to this cell' }).click();
    await page.waitForURL(/at=draft/);
    await page.locator('[data-cell="engineer.why"] b', { hasText: '1' }).waitFor();
    await page.getByText(/^Saved/).waitFor();
    const { cells } = await coverage(person, branchOf(page));
    const cell = cells.find(({ cellId }) => cellId === 'engineer.why');
    person.expect(cell.confirmed === 1, `${cell.confirmed} confirmed in engineer.why`);
    await panel.getByRole('tab', { name: '1 element' }).click();
    await panel.getByText('Escalate after 30 minutes').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('[data-cell="engineer.why"] b', { hasText: '+' }).waitFor();
  },

  async 'a cell is kept as a view of what stands in it'(person) {
    const page = await person.open(`${GRID}?row=3&col=how`, { language: 'zh' });
    const panel = page.locator('.zachman-panel');
    await panel.getByText('在用').first().waitFor();
    await panel.getByRole('button', { name: '创建视图' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').waitFor();
    await person.picture(page, 'zachman-view-zh');
    await person.accessible(page, 'view of a cell');
    await dialog.getByLabel('名称').press('Enter');
    await page.waitForURL(/\/v\/.*at=draft/);
    await page.getByText(/^已保存/).waitFor();
    await page.locator('[data-node]').first().waitFor();
    await person.picture(page, 'zachman-view-made-zh');
    const id = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1));
    const { model } = await person.machine.ask(
      `query ($at: String, $id: String!) { model(at: $at) {
        elements(filter: { cells: ["architect.how"] }, first: 200) { nodes { elementId } }
        view(id: $id) { diagram { nodes { element { elementId } } } } } }`,
      { at: branchOf(page), id },
    );
    const wanted = model.elements.nodes.map(({ elementId }) => elementId).sort();
    const drawn = model.view.diagram.nodes.flatMap(({ element }) => (element ? [element.elementId] : []));
    person.expect(drawn.sort().join() === wanted.join(), `${drawn.length} boxes, not ${wanted.length}`);
  },

  async 'five elements are classified by keys'(person) {
    const page = await person.open(`${GRID}?classify=true`, { language: 'zh' });
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { level: 3 }).waitFor();
    await person.picture(page, 'zachman-classify-zh');
    await person.accessible(page, 'classify');
    const before = (await coverage(person, 'main')).confirmed;
    const heading = dialog.getByRole('heading', { level: 3 });
    for (const keys of [['1', 'q'], ['w', '2'], ['s'], ['3', 'e'], ['4', 'r'], ['Enter']]) {
      const name = await heading.innerText();
      for (const key of keys) await page.keyboard.press(key);
      await page.waitForFunction(
        (old) => document.querySelector('[role=dialog] h3')?.innerText !== old,
        name,
      );
    }
    await dialog.getByText(/已归类 5 个/).waitFor();
    await page.getByText(/^已保存/).waitFor();
    await page.waitForTimeout(1500);
    const after = await coverage(person, branchOf(page));
    person.expect(after.confirmed === before + 5, `${after.confirmed} confirmed, ${before} before`);
  },

  async 'what nothing carries in the row below is a gap'(person) {
    const page = await person.open(`${GRID}?mode=align&row=2&col=how`);
    const { model } = await person.machine
      .ask(`{ model { elements(filter: { cells: ["business_management.how"] }, first: 100) {
      nodes { elementId relations(first: 100) { nodes { other { ... on Element { classification { cells } } } } } } } } }`);
    const gaps = model.elements.nodes.filter(
      ({ relations }) =>
        !relations.nodes.some(({ other }) =>
          other?.classification?.cells.some((cell) => cell.startsWith('architect.')),
        ),
    );
    await page.locator('.alignment tbody tr').first().waitFor();
    const shown = await page.locator('tr[data-gap]').count();
    person.expect(shown === gaps.length && shown > 0, `${shown} gaps, not ${gaps.length}`);
    await person.picture(page, 'zachman-alignment');
  },

  async 'problems are counted in their cells'(person) {
    const page = await person.open(`${GRID}?at=demo%2Ffindings&color=problems`);
    await page.locator('.zachman-problems').first().waitFor();
    await person.picture(page, 'zachman-problems');
  },
};
