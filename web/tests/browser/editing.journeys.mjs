// Elements are found, edited, related, made and deleted; nothing is lost.
import { MODEL } from './person.mjs';

export const journeys = {
  async 'an element is found by Ctrl+K in the other language'(person) {
    const page = await person.open(MODEL);
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Name, id, or > for commands').fill('工单系统');
    await page
      .locator('.mantine-Spotlight-action')
      .first()
      .getByText('app-ticket', { exact: true })
      .waitFor();
    await person.picture(page, 'palette');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/e\/app-ticket/);
  },

  async 'the language changes without a reload'(person) {
    const page = await person.open(MODEL);
    await page.evaluate(() => (globalThis.same = true));
    await page.getByRole('button', { name: '切换为中文' }).click();
    await page.getByText('视图', { exact: true }).first().waitFor();
    person.expect(
      await page.evaluate(() => globalThis.same && document.documentElement.lang === 'zh-CN'),
      'language',
    );
  },

  async 'an edit opens a draft, is saved, survives a reload, and is taken back'(person) {
    const page = await person.open(`${MODEL}/e/us-2`);
    const size = page.getByLabel('Size', { exact: true });
    const before = await size.inputValue();
    await size.fill('13');
    await size.press('Enter');
    await page.waitForURL(/at=draft/);
    await page.getByText(/^Saved/).waitFor();
    await page.reload();
    await page.getByText('1 edit', { exact: true }).waitFor();
    person.expect(
      (await page.getByLabel('Size', { exact: true }).inputValue()) === '13',
      'edit after a reload',
    );
    await person.picture(page, 'draft');
    await person.accessible(page, 'draft');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction(
      (text) => [...document.querySelectorAll('input')].some((i) => i.value === text),
      before,
    );
    await page.getByText('0 edits', { exact: true }).waitFor();
  },

  async 'edits without a line are kept, and sent when it is back'(person) {
    const page = await person.open(`${MODEL}/e/app-ticket`);
    await page.route('**/graphql', (route) => route.abort());
    await page.getByLabel('Name (zh)').fill('工单系统二');
    await page.getByLabel('Name (zh)').press('Enter');
    await page.getByText(/^Offline/).waitFor();
    await person.picture(page, 'offline');
    await page.unroute('**/graphql');
    await page.getByText(/^Saved/).waitFor({ timeout: 20_000 });
  },

  async 'two people change the same: the second decides, and nothing is lost'(person) {
    const first = await person.open(`${MODEL}/e/us-3`);
    await first.getByLabel('Name (en)').fill('Begun');
    await first.getByLabel('Name (en)').press('Enter');
    await first.waitForURL(/at=draft/);
    await first.getByText(/^Saved/).waitFor();
    const address = first.url().slice(person.machine.base.length);
    const second = await person.open(address);
    await second.route('**/graphql', (route) => route.abort());
    await second.getByLabel('Name (en)').fill('By the second');
    await second.getByLabel('Name (en)').press('Enter');
    await second.getByText(/^Offline/).waitFor();
    await first.getByLabel('Name (en)').fill('By the first');
    await first.getByLabel('Name (en)').press('Enter');
    await first.getByText('2 edits', { exact: true }).waitFor();
    await first.waitForTimeout(2500);
    await second.unroute('**/graphql');
    await second.getByRole('button', { name: 'Decide 1 conflict' }).click({ timeout: 25_000 });
    await second.getByRole('article').getByText('By the first', { exact: true }).waitFor();
    await person.picture(second, 'conflict');
    await person.accessible(second, 'conflict');
    await second.getByRole('button', { name: 'Keep mine' }).click();
    await second.getByRole('button', { name: 'Use these and save' }).click();
    await second.getByText(/^Saved/).waitFor();
    await first.getByRole('heading', { name: 'By the second', level: 1 }).waitFor();
  },

  async 'only legal relations are offered'(person) {
    const page = await person.open(`${MODEL}/e/app-ticket`);
    await page.keyboard.press('c');
    await page.getByRole('combobox', { name: 'Other element' }).fill('Dispatch work order');
    await page.getByRole('option', { name: 'Dispatch work order' }).click();
    const choices = page.getByRole('list', { name: 'Relations that are allowed' });
    await choices.waitFor();
    const text = await choices.innerText();
    person.expect(/serves/.test(text) && !/composed of/.test(text), `relations offered: ${text}`);
    await person.picture(page, 'connect');
    await choices
      .getByRole('button', { name: /serves/ })
      .first()
      .click();
    await page.waitForURL(/at=draft/);
    await page.getByText(/^Saved|^Refused/).waitFor();
  },

  async 'an element is made and deleted'(person) {
    const page = await person.open(MODEL);
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Name' }).fill('Chat robot');
    await page.getByRole('combobox', { name: 'Kind' }).fill('Application Component');
    await page.getByRole('option', { name: 'Application Component', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'New element' }).click();
    await page.waitForURL(/\/e\/chat-robot/);
    await page.getByRole('heading', { name: 'Chat robot', level: 1 }).waitFor();
    await page.getByText(/^Saved/).waitFor();
    await page.getByRole('button', { name: 'Delete element' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete element' }).click();
    await page.getByText('2 edits', { exact: true }).waitFor();
  },

  async 'boxes stand where the server draws them, and move by mouse and keyboard'(person) {
    const page = await person.open(`${MODEL}/v/organisation`);
    const answer = await page.request.post(`${person.machine.base}/graphql`, {
      data: {
        query: '{ model { view(id: "organisation") { diagram { nodes { nodeId x y width height } } } } }',
      },
    });
    const { nodes } = (await answer.json()).data.model.view.diagram;
    const drawn = await page.evaluate(() => {
      const port = document.querySelector('.react-flow__viewport');
      const { a, e, f } = new DOMMatrix(getComputedStyle(port).transform);
      const pane = document.querySelector('.react-flow').getBoundingClientRect();
      return [...document.querySelectorAll('[data-node]')].map((box) => {
        const { left, top, width } = box.getBoundingClientRect();
        return [box.dataset.node, (left - pane.left - e) / a, (top - pane.top - f) / a, width / a];
      });
    });
    person.expect(drawn.length === nodes.length, `${drawn.length} boxes of ${nodes.length}`);
    for (const [id, x, y, width] of drawn) {
      const node = nodes.find(({ nodeId }) => nodeId === id);
      const isThere =
        Math.abs(node.x - x) < 1 && Math.abs(node.y - y) < 1 && Math.abs(node.width - width) < 1;
      person.expect(isThere, `${id} is at ${x}, ${y}, not at ${node.x}, ${node.y}`);
    }
    const canvas = page.getByRole('application', { name: 'Drawing: Organisation' });
    await canvas.focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    await page.locator('[data-node][data-active]').waitFor();
    await page.keyboard.press('Alt+ArrowRight');
    await page.waitForURL(/at=draft/);
    await page.getByText(/^Saved/).waitFor();
    await person.picture(page, 'moved');
  },
};
