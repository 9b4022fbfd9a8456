// Does in Chromium what people do: `ARCHWEAVE_URL=http://127.0.0.1:8080 node tests/browser.mjs [folder for pictures]`.
// The server has to serve the example `customer-centre`. Says what failed, and ends with 1 if something did.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import process from 'node:process';
import { chromium } from 'playwright-core';

const base = process.env.ARCHWEAVE_URL ?? 'http://127.0.0.1:4173';
const pictures = process.argv[2];
const only = process.env.ONLY;
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MODEL = '/app/m/customer-centre';

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const failures = [];
let checks = 0;

function expect(holds, what) {
  checks += 1;
  if (!holds) failures.push(what);
}

/** A page in a language and a scheme; what it complains of is a failure. */
async function open(path, { language = 'en', scheme = 'light', width = 1440, height = 900 } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => failures.push(`${path}: ${error.message}`));
  page.on('console', (message) => {
    const isLineCut = message.text().includes('ERR_FAILED');
    if (message.type() === 'error' && !isLineCut) failures.push(`${path}: ${message.text()}`);
  });
  await page.goto(base + path);
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

/** No serious finding of axe. Run in its own world, as the policy of the page lets nothing in. */
async function accessible(page, what) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  for (const { id, impact, nodes } of violations) {
    const isSerious = impact === 'serious' || impact === 'critical';
    expect(
      !isSerious,
      `${what}: axe ${id} (${impact}): ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary}`,
    );
  }
}

async function picture(page, name) {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
}

const SCREENS = [
  ['start', MODEL],
  ['element', `${MODEL}/e/us-2`],
  ['views', `${MODEL}/views`],
  ['view', `${MODEL}/v/app-cooperation?sel=app-ticket`],
  ['nested', `${MODEL}/v/organisation`],
  ['list', `${MODEL}/v/app-cooperation?as=list`],
  ['table', `${MODEL}/v/crud`],
];

const journeys = {
  async 'every screen in both languages and schemes is drawn and accessible'() {
    for (const [name, path] of SCREENS) {
      for (const [language, scheme] of [
        ['en', 'light'],
        ['zh', 'dark'],
      ]) {
        const page = await open(path, { language, scheme });
        await accessible(page, `${name} ${language} ${scheme}`);
        await picture(page, `${name}-${language}-${scheme}`);
        await page.context().close();
      }
    }
  },

  async 'screens are readable on a phone'() {
    for (const [name, path] of SCREENS.slice(0, 4)) {
      const page = await open(path.split('?')[0], { language: 'zh', width: 390, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(!wide, `${name}: wider than a phone`);
      await picture(page, `${name}-phone`);
      await page.context().close();
    }
  },

  async 'an element is found by Ctrl+K in the other language'() {
    const page = await open(MODEL);
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Name, id, or > for commands').fill('工单系统');
    await page
      .locator('.mantine-Spotlight-action')
      .first()
      .getByText('app-ticket', { exact: true })
      .waitFor();
    await picture(page, 'palette');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/e\/app-ticket/);
    await page.context().close();
  },

  async 'the language changes without a reload'() {
    const page = await open(MODEL);
    await page.evaluate(() => (globalThis.same = true));
    await page.getByRole('button', { name: '切换为中文' }).click();
    await page.getByText('视图', { exact: true }).first().waitFor();
    expect(
      await page.evaluate(() => globalThis.same && document.documentElement.lang === 'zh-CN'),
      'language',
    );
    await page.context().close();
  },

  async 'an edit opens a draft, is saved, survives a reload, and is taken back'() {
    const page = await open(`${MODEL}/e/us-2`);
    const size = page.getByLabel('Size', { exact: true });
    const before = await size.inputValue();
    await size.fill('13');
    await size.press('Enter');
    await page.waitForURL(/at=draft/);
    await page.getByText(/^Saved/).waitFor();
    await page.reload();
    await page.getByText('1 edit', { exact: true }).waitFor();
    expect((await page.getByLabel('Size', { exact: true }).inputValue()) === '13', 'edit after a reload');
    await picture(page, 'draft');
    await accessible(page, 'draft');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction(
      (text) => [...document.querySelectorAll('input')].some((i) => i.value === text),
      before,
    );
    await page.getByText('0 edits', { exact: true }).waitFor();
    await page.context().close();
  },

  async 'edits without a line are kept, and sent when it is back'() {
    const page = await open(`${MODEL}/e/app-ticket`);
    await page.route('**/graphql', (route) => route.abort());
    await page.getByLabel('Name (zh)').fill('工单系统二');
    await page.getByLabel('Name (zh)').press('Enter');
    await page.getByText(/^Offline/).waitFor();
    await picture(page, 'offline');
    await page.unroute('**/graphql');
    await page.getByText(/^Saved/).waitFor({ timeout: 20_000 });
    await page.context().close();
  },

  async 'two people change the same: the second decides, and nothing is lost'() {
    const first = await open(`${MODEL}/e/us-3`);
    await first.getByLabel('Name (en)').fill('Begun');
    await first.getByLabel('Name (en)').press('Enter');
    await first.waitForURL(/at=draft/);
    await first.getByText(/^Saved/).waitFor();
    const address = first.url().slice(base.length);
    const second = await open(address);
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
    await second.getByLabel(/Take theirs: By the first/).waitFor();
    await picture(second, 'conflict');
    await accessible(second, 'conflict');
    await second.getByLabel(/Keep mine: By the second/).click();
    await second.getByRole('button', { name: 'Use these and save' }).click();
    await second.getByText(/^Saved/).waitFor();
    await first.getByRole('heading', { name: 'By the second', level: 1 }).waitFor();
    await first.context().close();
    await second.context().close();
  },

  async 'only legal relations are offered'() {
    const page = await open(`${MODEL}/e/app-ticket`);
    await page.keyboard.press('c');
    await page.getByRole('combobox', { name: 'Other element' }).fill('Dispatch work order');
    await page.getByRole('option', { name: 'Dispatch work order' }).click();
    const choices = page.getByRole('list', { name: 'Relations that are allowed' });
    await choices.waitFor();
    const text = await choices.innerText();
    expect(/serves/.test(text) && !/composed of/.test(text), `relations offered: ${text}`);
    await picture(page, 'connect');
    await choices
      .getByRole('button', { name: /serves/ })
      .first()
      .click();
    await page.waitForURL(/at=draft/);
    await page.getByText(/^Saved|^Refused/).waitFor();
    await page.context().close();
  },

  async 'an element is made and deleted'() {
    const page = await open(MODEL);
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
    await page.context().close();
  },

  async 'boxes stand where the server draws them, and move by mouse and keyboard'() {
    const page = await open(`${MODEL}/v/organisation`);
    const answer = await page.request.post(`${base}/graphql`, {
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
    expect(drawn.length === nodes.length, `${drawn.length} boxes of ${nodes.length}`);
    for (const [id, x, y, width] of drawn) {
      const node = nodes.find(({ nodeId }) => nodeId === id);
      const isThere =
        Math.abs(node.x - x) < 1 && Math.abs(node.y - y) < 1 && Math.abs(node.width - width) < 1;
      expect(isThere, `${id} is at ${x}, ${y}, not at ${node.x}, ${node.y}`);
    }
    const canvas = page.getByRole('application', { name: 'Drawing: Organisation' });
    await canvas.focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    await page.locator('[data-active]').waitFor();
    await page.keyboard.press('Alt+ArrowRight');
    await page.waitForURL(/at=draft/);
    await page.getByText(/^Saved/).waitFor();
    await picture(page, 'moved');
    await page.context().close();
  },
};

for (const [name, run] of Object.entries(journeys)) {
  if (only && !name.includes(only)) continue;
  const before = failures.length;
  try {
    await run();
  } catch (error) {
    failures.push(`${name}: ${error.message.split('\n').slice(0, 6).join(' ')}`);
  }
  console.log(`${failures.length === before ? 'ok    ' : 'FAILED'} ${name}`);
}
await browser.close();
for (const failure of failures) console.log(`- ${failure}`);
console.log(`${checks} checks, ${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);
