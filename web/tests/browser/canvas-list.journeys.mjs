// The list that says what a drawing shows: one key away, complete, and as new as the drawing.
import { box, openView } from './canvas.mjs';

const VIEW = 'app-cooperation';

export const journeys = {
  async 'Shift+L shows the drawing as a list of boxes and sentences, with edits that are not saved yet'(
    person,
  ) {
    const page = await openView(person, VIEW);
    const { model } = await person.machine.ask(
      `{ model { view(id: "${VIEW}") { diagram { nodes { shows label } edges { shows relation { sourceId } } } } } }`,
    );
    const { nodes, edges } = model.view.diagram;
    await box(page, 'Work-order system').click();
    // Nothing reaches the server from here on: what the list says is what the drawing says.
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('commitChanges') ? undefined : route.continue(),
    );
    await page.keyboard.press('F2');
    await page.keyboard.type('Case desk');
    await page.keyboard.press('Enter');
    await box(page, 'Case desk').waitFor();
    await page.keyboard.press('Shift+L');
    await page.waitForURL(/as=list/);
    const list = page.locator('.as-list');
    await list.getByRole('button', { name: 'Case desk', exact: true }).first().waitFor();
    const sections = list.locator('section');
    const shown = nodes.filter(({ shows }) => shows !== 'decor').length;
    person.expect((await sections.nth(0).locator('li').count()) === shown, `${shown} boxes`);
    const lines = edges.filter(({ shows }) => shows !== 'decor' && shows !== 'part').length;
    person.expect((await sections.nth(1).locator('li').count()) === lines, `${lines} lines`);
    const sentences = await sections.nth(1).locator('li').allInnerTexts();
    person.expect(
      sentences.some((one) => /^Case desk flows to Repair dispatch/.test(one)),
      sentences.join(' | '),
    );
    person.expect(
      (await list.getByText('Run by the provinces Group').count()) > 0,
      'a group says that it is one',
    );
    await person.picture(page, 'view-as-list');
    await person.accessible(page, 'the list');
    await list.getByRole('searchbox', { name: 'Filter the list' }).fill('billing');
    await page.waitForFunction(() => document.querySelectorAll('.as-list li').length < 8);
    await list.getByRole('button', { name: 'Billing system', exact: true }).first().click();
    await page.waitForURL(/sel=app-bill/);
    await page.locator('h1').click();
    await page.keyboard.press('Shift+L');
    await page.locator('.react-flow').waitFor();
  },
};
