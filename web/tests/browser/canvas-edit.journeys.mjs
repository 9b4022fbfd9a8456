// Names, deletion, the clipboard, views as a whole, and what is wrong.
import { box, drag, edits, middle, openView, saved } from './canvas.mjs';
import { MODEL } from './person.mjs';

const VIEW = 'app-cooperation';

export const journeys = {
  async 'typing renames, with an input method too; Escape keeps the old name; a name that exists is said'(
    person,
  ) {
    const page = await openView(person, VIEW);
    await box(page, 'Billing system').click();
    await page.keyboard.type('Bills and payments');
    await page.keyboard.press('Escape');
    await box(page, 'Billing system').waitFor();
    person.expect(!page.url().includes('at=draft'), 'Escape changed nothing');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'zhang', selectionStart: 5, selectionEnd: 5 });
    await page.locator('.catcher[data-composing]').waitFor();
    await person.picture(page, 'canvas-ime');
    await session.send('Input.insertText', { text: '账务' });
    const input = page.locator('.rename input');
    await input.waitFor();
    person.expect((await input.inputValue()) === '账务', 'what was composed begins the name');
    await input.fill('Message gateway');
    await page.getByText('app-sms has this name and kind already.').waitFor();
    await person.picture(page, 'canvas-same-name');
    await input.fill('Accounting');
    await input.press('Enter');
    await box(page, 'Accounting').waitFor();
    await edits(page, 1);
    const view = await saved(person, page, VIEW);
    person.expect(
      view.nodes.some(({ element }) => element?.name === 'Accounting'),
      'renamed',
    );
  },

  async 'Delete takes out of the view, Shift+Delete asks and deletes from the model'(person) {
    const page = await openView(person, VIEW);
    await box(page, 'Customer insight').click();
    await page.keyboard.press('Delete');
    await page
      .getByText(/taken out of the view/)
      .first()
      .waitFor();
    await box(page, 'Customer insight').waitFor({ state: 'detached' });
    let view = await saved(person, page, VIEW);
    person.expect(!view.nodes.some(({ nodeId }) => nodeId === 'app-insight'), 'out of the view');
    const at = () => new URL(page.url()).searchParams.get('at');
    const inModel = async (id) =>
      (
        await person.machine.ask(
          'query ($at: String, $id: String!) { model(at: $at) { element(id: $id) { id } } }',
          { at: at(), id },
        )
      ).model.element !== null;
    person.expect(await inModel('app-insight'), 'the model keeps it');
    await page.keyboard.press('Control+z');
    await box(page, 'Customer insight').waitFor();
    await edits(page, 0);
    await box(page, 'Provincial knowledge').click();
    await page.keyboard.press('Shift+Delete');
    const dialog = page.getByRole('dialog', { name: /Delete Provincial knowledge/ });
    await dialog.getByText(/relations and its boxes/).waitFor();
    await dialog.getByRole('button', { name: 'Delete element' }).click();
    await box(page, 'Provincial knowledge').waitFor({ state: 'detached' });
    await edits(page, 1);
    view = await saved(person, page, VIEW);
    person.expect(!(await inModel('app-kb-old')), 'gone from the model');
  },

  async 'copies in the same view, references in another; the clipboard has YAML'(person) {
    const page = await openView(person, VIEW, { permissions: ['clipboard-read', 'clipboard-write'] });
    await box(page, 'Knowledge base').click();
    await box(page, 'Provincial knowledge').click({ modifiers: ['Control'] });
    await page.keyboard.press('Control+c');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    person.expect(/^content:\n {2}- node: "app-kb"/.test(text) && text.includes('r-app-kb-old-app-kb'), text);
    await page.keyboard.press('Control+v');
    await box(page, 'Knowledge base (copy)').waitFor();
    await edits(page, 1);
    let view = await saved(person, page, VIEW);
    const copies = view.nodes.filter(({ element }) => element?.name.endsWith('(copy)'));
    person.expect(copies.length === 2, 'two copies');
    person.expect(
      view.connections.some(({ from, to }) => copies.every(({ nodeId }) => [from, to].includes(nodeId))),
      'with the relation between them',
    );
    await box(page, 'Work-order system').click();
    await page.keyboard.press('Control+c');
    await page.keyboard.press('.');
    await page.waitForURL((url) => !url.pathname.endsWith(VIEW));
    await page.locator('h1').waitFor();
    await page.getByRole('link', { name: 'Views', exact: true }).first().click();
    await page.locator('.cards a[href*="/v/technology"]').click();
    await page.waitForURL(/\/v\/technology/);
    const canvas = page.getByRole('application', { name: /^Drawing/ });
    await canvas.focus();
    await page.keyboard.press('Control+v');
    await page.getByText('Pasted as reference').first().waitFor();
    view = await saved(person, page, 'technology');
    person.expect(
      view.nodes.some(({ element }) => element?.elementId === 'app-ticket'),
      'a reference',
    );
    await person.picture(page, 'canvas-pasted');
    await page.getByRole('button', { name: 'Make copies' }).click();
    await box(page, 'Work-order system (copy)').waitFor();
  },

  async 'a view is made, drawn, renamed and deleted'(person) {
    const page = await person.open(`${MODEL}/views`);
    await page.getByRole('button', { name: 'New view' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('My drawing');
    await dialog.getByRole('combobox', { name: 'Viewpoint' }).fill('Application Cooperation');
    await page.getByRole('option').first().click();
    await person.picture(page, 'canvas-new-view');
    await person.accessible(page, 'new view');
    await dialog.getByRole('button', { name: 'New view' }).click();
    await page.getByText(/^This view is empty/).waitFor();
    await person.picture(page, 'canvas-empty');
    await person.accessible(page, 'empty view');
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await page.keyboard.press('Tab');
    await page.getByRole('application', { name: /^Drawing/ }).focus();
    await page.keyboard.press('/');
    await page.keyboard.type('component');
    await page.keyboard.press('Enter');
    await page.keyboard.type('First box');
    await page.getByRole('option', { name: /Create new “First box”/ }).click();
    await box(page, 'First box').waitFor();
    const view = await saved(person, page, id);
    person.expect(view.nodes.length === 1 && view.selector === null, 'the drawing has its first box');
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Rename the view' }).click();
    await page.getByRole('dialog').getByRole('textbox').first().fill('Our drawing');
    await page.getByRole('dialog').getByRole('button', { name: 'Rename the view' }).click();
    await page.getByRole('heading', { name: 'Our drawing', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: 'View settings' }).click();
    await page.getByRole('combobox', { name: 'Colour by' }).click();
    await page.getByRole('option', { name: 'Lifecycle' }).click();
    await person.picture(page, 'canvas-settings');
    await page.keyboard.press('Escape');
    await page.getByText(/^Saved/).waitFor();
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete the view' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the view' }).click();
    await page.waitForURL(/\/views/);
    await page.getByText(/^Saved/).waitFor();
    const at = new URL(page.url()).searchParams.get('at');
    const { model } = await person.machine.ask(
      'query ($at: String, $id: String!) { model(at: $at) { view(id: $id) { id } } }',
      { at, id },
    );
    person.expect(model.view === null, 'the view is gone');
  },

  async 'hostile names are text on the canvas, and leave the screen whole'(person) {
    const evil = '<img src=x onerror="window.hacked=1">\u202e\u0007' + 'A'.repeat(2000);
    const page = await openView(person, VIEW);
    await box(page, 'Billing system').click();
    await page.keyboard.press('F2');
    await page.locator('.rename input').fill(evil);
    await page.keyboard.press('Enter');
    await page
      .locator('[data-node="app-bill"]')
      .getByText(/<img src=x/)
      .first()
      .waitFor();
    await person.fits(page, 'hostile name, drawn here');
    await page.getByText(/^Saved|^Refused/).waitFor();
    await page.waitForTimeout(1500);
    await person.fits(page, 'hostile name, drawn by the server');
    person.expect((await page.evaluate(() => globalThis.hacked)) === undefined, 'nothing ran');
    person.expect((await page.locator('.canvas img').count()) === 0, 'no image was made of it');
    await person.picture(page, 'canvas-hostile');
    const from = await middle(page.locator('[data-node="app-bill"]'));
    await drag(page, from, { x: from.x + 20, y: from.y + 30 });
    await person.fits(page, 'hostile name, moved');
  },

  async 'canvas, palette, menus and toolbar are accessible in both languages'(person) {
    for (const [language, scheme] of [
      ['en', 'light'],
      ['zh', 'dark'],
    ]) {
      const page = await openView(person, VIEW, { language, scheme });
      await page.locator('[data-node="app-ticket"]').click();
      await page.locator('[data-node="app-crm"]').click({ modifiers: ['Control'] });
      await page.waitForTimeout(400);
      await person.accessible(page, `canvas ${language}`);
      await person.picture(page, `canvas-${language}-${scheme}`);
      await page.locator('[data-node="app-ticket"]').click();
      await page.keyboard.press('c');
      await page.getByRole('option').first().waitFor();
      await person.accessible(page, `targets ${language}`);
      await person.picture(page, `canvas-targets-${language}`);
    }
  },
};
