// Text from elsewhere on the canvas: what would come of it is shown first, and it is one edit.
import { box, edits, openView, saved } from './canvas.mjs';

const VIEW = 'technology';
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

async function paste(page, text) {
  await page.evaluate((what) => navigator.clipboard.writeText(what), text);
  await page.getByRole('application', { name: /^Drawing/ }).focus();
  await page.keyboard.press('Control+v');
  return page.getByRole('dialog', { name: 'Paste onto the drawing' });
}

const rows = (dialog) => dialog.locator('tbody tr').allInnerTexts();

export const journeys = {
  async 'a part of a view from a chat is drawn after a preview, and what is not there is refused'(person) {
    const page = await openView(person, VIEW, clipboard);
    const dialog = await paste(
      page,
      'content:\n  - { node: a, element: app-kb }\n  - { node: b, element: app-kb-old }\n  - { node: x, element: app-nothing }\n' +
        'connections:\n  - { relation: r-app-kb-old-app-kb, from: b, to: a }\n  - { relation: r-none, from: a, to: b }\n',
    );
    await dialog.locator('tbody tr').nth(4).waitFor();
    const seen = await rows(dialog);
    person.expect(/Knowledge base[^]*In the model already/.test(seen[0]), seen[0]);
    person.expect(/app-nothing[^]*Not possible[^]*No such element/.test(seen[2]), seen[2]);
    person.expect(/Line/.test(seen[3]) && /No such relation/.test(seen[4]), seen.slice(3).join());
    await person.picture(page, 'canvas-paste');
    await person.accessible(page, 'the preview');
    await dialog.getByRole('button', { name: 'Draw 2 boxes' }).click();
    await box(page, 'Provincial knowledge').waitFor();
    await edits(page, 1);
    const view = await saved(person, page, VIEW);
    const ids = view.nodes.map(({ element }) => element?.elementId);
    person.expect(ids.includes('app-kb') && ids.includes('app-kb-old'), 'both are references');
    person.expect(
      view.connections.some(({ relation }) => relation?.relationId === 'r-app-kb-old-app-kb'),
      'with the relation between them',
    );
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await box(page, 'Provincial knowledge').waitFor({ state: 'detached' });
  },

  async 'a list of names becomes elements of a kind that is chosen; Escape leaves nothing behind'(person) {
    const page = await openView(person, VIEW, { ...clipboard, language: 'zh' });
    await page.evaluate(() => navigator.clipboard.writeText('- 调度服务器\n- 备份服务器\n'));
    await page.getByRole('application').focus();
    await page.keyboard.press('Control+v');
    const dialog = page.getByRole('dialog', { name: '粘贴到图中' });
    await dialog.getByText('新元素', { exact: true }).nth(1).waitFor();
    await person.picture(page, 'canvas-paste-zh');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    person.expect((await page.getByText(/已保存/).count()) === 0, 'nothing was made');
    await page.keyboard.press('Control+v');
    await dialog.getByRole('combobox', { name: '新元素的类型' }).click();
    await page.getByRole('option', { name: '节点', exact: true }).click();
    await dialog.getByRole('button', { name: '绘制 2 个图框' }).click();
    await box(page, '备份服务器').waitFor();
    await page.getByText(/^已保存/).waitFor();
    const at = new URL(page.url()).searchParams.get('at');
    const { model } = await person.machine.ask(
      'query ($at: String) { model(at: $at) { search(text: "备份服务器", first: 5) { nodes { kindId name(language: "zh") } } } }',
      { at },
    );
    person.expect(
      model.search.nodes.some(({ kindId, name }) => kindId === 'node' && name === '备份服务器'),
      JSON.stringify(model.search.nodes),
    );
  },

  async 'elements as files have them are new ones, hostile text is text, and other text is refused'(person) {
    const page = await openView(person, VIEW, clipboard);
    const dialog = await paste(
      page,
      'id: srv-backup\nkind: node\nname: "<img src=x onerror=alert(1)>"\nrelations:\n  - serving: app-ticket\n  - access: app-ticket\n',
    );
    await dialog.locator('tbody tr').nth(2).waitFor();
    const seen = await rows(dialog);
    person.expect(/<img[^]*New element/.test(seen[0]), seen[0]);
    person.expect(/New relation/.test(seen[1]) && /does not allow/.test(seen[2]), seen.slice(1).join());
    await dialog.getByRole('button', { name: 'Draw 1 box' }).click();
    const view = await saved(person, page, VIEW);
    person.expect(
      view.nodes.some(({ element }) => element?.elementId === 'srv-backup'),
      'it has the id of the text',
    );
    const other = await paste(page, 'port: 80\nhost: example\n');
    await other.getByText('Nothing in this text can be drawn').waitFor();
  },
};
