// The first visit: a server without models, a new one from a template, and a file of another tool brought into it.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHWEAVE, ROOT } from './machine.mjs';

let file;

/** An empty folder for models, and the example as a file of another tool. */
export function prepare(folder) {
  const models = join(folder, 'models');
  mkdirSync(models);
  file = join(folder, 'centre.xml');
  execFileSync(ARCHWEAVE, [
    'export',
    join(ROOT, 'examples/customer-centre'),
    '--format',
    'open-exchange',
    '--out',
    file,
  ]);
  return ['--models', models, '--data', folder];
}

export const journeys = {
  async 'a model is made, a file is brought, and its views are there'(person) {
    const page = await person.open('/app/');
    await page.getByRole('button', { name: /Start empty/ }).waitFor();
    await person.picture(page, 'first-en');
    await person.accessible(page, 'first visit');
    await page.locator('input[type="file"]').setInputFiles(file);
    const title = page.getByRole('textbox', { name: 'Title' });
    person.expect((await title.inputValue()) === 'centre', 'the file names the model');
    await title.fill('Service centre');
    await page.getByRole('button', { name: 'Make the model' }).click();
    await page.waitForURL(/\/m\/service-centre/);
    const dialog = page.getByRole('dialog', { name: /Import centre.xml/ });
    await dialog.getByRole('table').waitFor();
    const counts = await dialog.getByRole('row', { name: /Elements/ }).innerText();
    person.expect(/322/.test(counts), `elements in the file: ${counts}`);
    await person.picture(page, 'first-report');
    await dialog.getByRole('button', { name: 'Import into a draft' }).click();
    await page.waitForURL(/\/views\?at=draft/);
    await page.locator('.cards a').first().click();
    await page.waitForURL(/\/v\//);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await person.picture(page, 'first-view');
  },

  async 'the example is made, and opened again where it is'(person) {
    const page = await person.open('/app/');
    const door = page.getByRole('button', { name: /Try the example/ });
    await door.click();
    await page.waitForURL(/\/m\/example$/);
    const { model } = await person.machine.ask('{ model(name: "example") { stats { elements views } } }');
    person.expect(model.stats.elements > 300, `the example has ${model.stats.elements} elements`);
    await person.picture(page, 'first-example');
    await person.go(page, '/app/');
    await door.click();
    await page.waitForURL(/\/m\/example$/);
    const { models } = await person.machine.ask('{ models { name } }');
    const made = models.filter(({ name }) => name.startsWith('example'));
    person.expect(made.length === 1, `the example was made ${made.length} times`);
  },

  async 'a file that is none is refused with a reason'(person) {
    const page = await person.open('/app/', { language: 'zh', scheme: 'dark' });
    await page.getByRole('button', { name: /从空白开始/ }).waitFor();
    await person.picture(page, 'first-zh');
    await page.getByRole('button', { name: /从空白开始/ }).click();
    await page.getByRole('textbox', { name: '标题' }).fill('Trial');
    await page.getByRole('button', { name: '新建模型' }).click();
    await page.waitForURL(/\/m\/trial/);
    await page.getByText('入门步骤').waitFor();
    await person.picture(page, 'first-checklist-zh');
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['no model at all'], 'letter.xml'));
      window.dispatchEvent(
        new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
    });
    await page.getByRole('alert').getByText('无法读取文件').waitFor();
    await person.picture(page, 'first-refused-zh');
  },
};
