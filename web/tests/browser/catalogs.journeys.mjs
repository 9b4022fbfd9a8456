// Catalogs: found, filtered, edited in place and together, brought as a table and taken back.
import { readFileSync } from 'node:fs';
import { MODEL } from './person.mjs';
import { unzip, zip } from './xlsx.mjs';

const APPLICATIONS = `${MODEL}/catalog/application-component`;

async function costs(person, at) {
  const query = `query ($at: String) { model(name: "customer-centre", at: $at) {
    elements(filter: { kinds: ["application-component"] }, first: 100) { nodes { elementId property(key: "annual_cost") tags lifecycle { state } } } } }`;
  const { nodes } = (await person.machine.ask(query, { at })).model.elements;
  return new Map(nodes.map((node) => [node.elementId, node]));
}

const branchOf = (page) => new URL(page.url()).searchParams.get('at');
const cell = (page, element, column) => page.locator(`[data-element="${element}"] [data-column="${column}"]`);

export const journeys = {
  async 'the index leads to a catalog with as many rows as it says'(person) {
    const page = await person.open(`${MODEL}/catalogs`, { language: 'zh' });
    await page.getByText('按 ADM 阶段').click();
    await page.getByRole('heading', { name: /应用架构/ }).waitFor();
    const link = page.getByRole('link', { name: /应用组件/ }).first();
    const count = await link.locator('b').innerText();
    await link.click();
    await page.getByText(`${count} 行`, { exact: true }).waitFor();
    await person.picture(page, 'catalog-zh');
  },

  async 'a cell is edited by keyboard, at once and for good'(person) {
    const page = await person.open(
      `${APPLICATIONS}?columns=["name","properties.annual_cost","lifecycle"]&sort=name`,
    );
    const grid = page.getByRole('grid');
    await page.locator('[data-element]').first().waitFor();
    await grid.focus();
    await page.keyboard.press('ArrowRight');
    const element = await page
      .locator('.catalog [data-active]')
      .locator('xpath=..')
      .getAttribute('data-element');
    await page.keyboard.type('123');
    await page.keyboard.press('Enter');
    await page.waitForURL(/at=draft/);
    person.expect(
      (await cell(page, element, 'properties.annual_cost').innerText()) === '123',
      'the cell at once',
    );
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await page.getByRole('combobox', { name: 'Lifecycle' }).selectOption('retired');
    await page.keyboard.press('Enter');
    await page.getByText('2 edits', { exact: true }).waitFor();
    await page.getByText(/^Saved/).waitFor();
    const saved = await costs(person, branchOf(page));
    person.expect(saved.get(element).property === '123', `${element}: ${saved.get(element).property}`);
    person.expect(
      [...saved.values()].filter(({ lifecycle }) => lifecycle?.state === 'retired').length > 0,
      'retired',
    );
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.getByText('0 edits', { exact: true }).waitFor();
    await page.keyboard.press('F2');
    await page.keyboard.press('Escape');
    await page.waitForTimeout(300);
    person.expect((await page.getByText('0 edits', { exact: true }).count()) === 1, 'Escape edits nothing');
  },

  async 'filters stand in the address, groups fold, a selection is set as one command'(person) {
    const page = await person.open(`${APPLICATIONS}?columns=["name","lifecycle","tags"]`);
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('menuitem', { name: 'Lifecycle' }).hover();
    await page.getByRole('menuitem', { name: /^Active/ }).click();
    await page.waitForURL(/lifecycle%3Aactive/);
    const all = [...(await costs(person, 'main')).values()];
    const active = all.filter(({ lifecycle }) => lifecycle?.state === 'active').length;
    await page.getByText(`${active} rows`, { exact: true }).waitFor();
    await page.reload();
    await page.getByText(`${active} rows`, { exact: true }).waitFor();
    await page.getByLabel('Grouping').selectOption('lifecycle');
    await page.locator('.catalog-group').first().waitFor();
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    await page.getByRole('button', { name: 'Set a field' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Field').selectOption({ label: 'Tags' });
    await dialog.getByLabel('Tags').fill('reviewed');
    await person.picture(page, 'catalog-bulk');
    await person.accessible(page, 'bulk');
    await dialog.getByRole('button', { name: 'Set' }).click();
    await page.getByText('1 edit', { exact: true }).waitFor();
    await page.getByText(/^Saved/).waitFor();
    const tagged = [...(await costs(person, branchOf(page))).values()].filter(({ tags }) =>
      tags.includes('reviewed'),
    );
    person.expect(tagged.length === active, `${tagged.length} tagged, ${active} active`);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('0 edits', { exact: true }).waitFor();
  },

  async 'the question of a catalog runs as it was copied'(person) {
    const page = await person.open(`${APPLICATIONS}?filter=["properties.hosting:on-premises"]`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const rows = await page.getByText(/^\d+ rows?$/).innerText();
    await page.getByRole('button', { name: 'Copy as GraphQL' }).click();
    await page.getByText(/^Copied/).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const { model } = await person.machine.ask(text);
    person.expect(
      model.elements.totalCount === Number.parseInt(rows, 10),
      `${model.elements.totalCount}, not ${rows}`,
    );
  },

  async 'a catalog is edited as a workbook: saved, changed, looked at, applied, taken back'(person) {
    const page = await person.open(`${APPLICATIONS}?columns=["name","lifecycle","properties.annual_cost"]`);
    await page.locator('[data-element]').first().waitFor();
    const before = await costs(person, 'main');
    await page.getByRole('button', { name: 'Export' }).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'XLSX' }).click();
    const files = unzip(readFileSync(await (await waiting).path()));
    const sheet = files.get('xl/worksheets/sheet1.xml').toString();
    const old = before.get('app-ticket').property;
    const changed = sheet.replace(`<v>${old}</v>`, '<v>7100000</v>');
    person.expect(changed !== sheet, 'the cost of app-ticket stands in the sheet');
    files.set('xl/worksheets/sheet1.xml', Buffer.from(changed));
    await page.locator('input[type="file"]').setInputFiles({
      name: 'applications.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: zip(files),
    });
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Changed 1', { exact: true }).click();
    await dialog.locator('tr[data-state="CHANGED"]').waitFor();
    person.expect(
      (await dialog.locator('[data-changed]').allInnerTexts()).join() === '7100000',
      'the changed cell',
    );
    await person.picture(page, 'catalog-import');
    await person.accessible(page, 'import');
    await dialog.getByRole('button', { name: 'Apply 1 row' }).click();
    await page.getByText('1 edit', { exact: true }).waitFor();
    await page.getByText(/^Saved/).waitFor();
    await page
      .locator('[data-element="app-ticket"] [data-column="properties.annual_cost"]', { hasText: '7100000' })
      .waitFor();
    const branch = branchOf(page);
    const after = await costs(person, branch);
    for (const [id, { property }] of after) {
      const wanted = id === 'app-ticket' ? '7100000' : before.get(id).property;
      person.expect(property === wanted, `${id}: ${property}, not ${wanted}`);
    }
    await page.getByRole('button', { name: 'Undo' }).click();
    await page
      .locator('[data-element="app-ticket"] [data-column="properties.annual_cost"]', { hasText: old })
      .waitFor();
    await page.waitForTimeout(2000);
    person.expect((await costs(person, branch)).get('app-ticket').property === old, 'taken back');
  },

  async 'twenty rows are pasted, two of them wrong'(person) {
    const page = await person.open(APPLICATIONS, { language: 'zh' });
    await page.locator('[data-element]').first().waitFor();
    const rows = Array.from({ length: 20 }, (_, at) => [
      `粘贴的应用 ${at + 1}`,
      at === 4 ? 'no such state' : 'planned',
      at === 9 ? 'a lot' : `${1000 + at}`,
    ]);
    const text = [['name', 'lifecycle', 'annual_cost'], ...rows].map((row) => row.join('\t')).join('\n');
    await page.getByRole('grid').focus();
    await page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, text);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('新增 18', { exact: true }).waitFor();
    await dialog.getByText('被拒绝 2', { exact: true }).click();
    await dialog.locator('tr.catalog-why').nth(1).waitFor();
    const reasons = await dialog.locator('tr.catalog-why').allInnerTexts();
    person.expect(
      reasons.length === 2 && /no such state/.test(reasons[0]) && /a lot/.test(reasons[1]),
      `reasons: ${reasons}`,
    );
    await person.picture(page, 'catalog-paste-zh');
    await dialog.getByRole('button', { name: '应用 18 行' }).click();
    await page.getByText(/^已保存/).waitFor();
    await page.getByText('36 行', { exact: true }).waitFor();
    const saved = await costs(person, branchOf(page));
    const planned = [...saved.values()].filter(({ lifecycle }) => lifecycle?.state === 'planned').length;
    person.expect(saved.size === 18 + 18 && planned === 18, `${saved.size} applications, ${planned} planned`);
  },
};
