// The tree of the model: all by keyboard, renaming in place, several at once, menus, dragging, and search as one types.
import { MODEL } from './person.mjs';

const WORDS = {
  en: {
    tree: 'Model tree',
    search: 'Search elements',
    app: 'Application',
    found: 'Elements found',
    saved: /^Saved/,
  },
  zh: { tree: '模型树', search: '搜索元素', app: '应用', found: '找到的元素', saved: /^已保存/ },
};

/** The line that the keyboard is at. */
function active(page) {
  return page.evaluate(() => {
    const id = document.querySelector('[role="tree"]').getAttribute('aria-activedescendant');
    const line = document.getElementById(id);
    return line?.querySelector('.tree-name')?.textContent ?? '';
  });
}

async function treeByKeys(person, language) {
  const words = WORDS[language];
  const page = await person.open(MODEL, { language });
  const tree = page.getByRole('tree', { name: words.tree });
  await tree
    .getByRole('treeitem', { name: new RegExp(words.app) })
    .first()
    .waitFor();
  await tree.focus();
  await page.keyboard.press('End');
  const last = await active(page);
  await page.keyboard.press('Home');
  person.expect(last !== '' && last !== (await active(page)), 'End and Home lead to different lines');
  // With an input method there is no typing ahead: nothing is there to write into.
  if (language === 'en') await page.keyboard.type('Ap');
  else for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowDown');
  person.expect((await active(page)) === words.app, `letters lead to ${await active(page)}`);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => {
    const id = document.querySelector('[role="tree"]').getAttribute('aria-activedescendant');
    return document.getElementById(id)?.getAttribute('aria-level') === '3';
  });
  const element = await active(page);
  await page.waitForFunction(
    () => !document.querySelector('[data-active] .tree-name').textContent.includes('…'),
  );
  await person.picture(page, `tree-${language}`);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/e\//);
  await page.getByRole('heading', { level: 1 }).waitFor();
  person.expect(element !== '', 'an element is opened');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await person.accessible(page, `tree ${language}`);
}

export const journeys = {
  'the tree is walked by keyboard': (person) => treeByKeys(person, 'en'),
  'the tree is walked by keyboard in Chinese': (person) => treeByKeys(person, 'zh'),

  async 'search as one types finds either language, and stale answers are dropped'(person) {
    const page = await person.open(MODEL, { language: 'zh' });
    const field = page.getByRole('textbox', { name: WORDS.zh.search });
    // Before the tree is there, the keys are the browser's.
    await field.waitFor();
    await page.keyboard.press('Control+f');
    person.expect(await field.evaluate((one) => one === document.activeElement), 'Ctrl+F goes to the filter');
    // The first question is answered last.
    let held = 0;
    await page.route('**/graphql', async (route) => {
      const isFirst = /"text":"Work"/.test(route.request().postData() ?? '');
      if (isFirst) {
        held += 1;
        await new Promise((done) => setTimeout(done, 1500));
      }
      await route.continue().catch(() => undefined);
    });
    await field.fill('Work');
    await page.waitForTimeout(300);
    await field.fill('工单系统');
    const found = page.getByRole('tree', { name: WORDS.zh.found });
    await found.getByRole('treeitem').first().waitFor();
    await page.waitForTimeout(1800);
    person.expect(held > 0, 'the first question was asked');
    const names = await found.locator('.tree-name').allTextContents();
    person.expect(names[0]?.includes('工单系统'), `found ${names.slice(0, 3)}`);
    await person.picture(page, 'tree-found-zh');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/e\/app-ticket/);
    await field.press('Escape');
    await page.getByRole('tree', { name: WORDS.zh.tree }).waitFor();
  },

  async 'an element is renamed in the tree by F2'(person) {
    const page = await person.open(`${MODEL}?by=kind`);
    await page.getByRole('textbox', { name: 'Search elements' }).fill('app-dispatch');
    const tree = page.getByRole('tree');
    await tree.getByRole('treeitem', { name: 'Repair dispatch' }).waitFor();
    await tree.focus();
    await page.keyboard.press('F2');
    const input = tree.getByRole('textbox');
    await input.waitFor();
    await input.fill('Dispatch board');
    await page.waitForTimeout(300);
    await input.press('Enter');
    await tree.getByText('Dispatch board').waitFor();
    await page.waitForURL(/at=draft/);
    await page.getByText(WORDS.en.saved).waitFor();
    await tree.getByText('Dispatch board').waitFor();
    const { model } = await person.machine.ask(
      'query($at: String!) { model(at: $at) { element(id: "app-dispatch") { names { language text } } } }',
      { at: new URL(page.url()).searchParams.get('at') },
    );
    const english = model.element.names.find(({ language }) => language === 'en');
    person.expect(english.text === 'Dispatch board', `renamed to ${english.text}`);
  },

  async 'the menu of a line offers what can be done, and a line can be dragged'(person) {
    const page = await person.open(MODEL);
    await page.getByRole('textbox', { name: 'Search elements' }).fill('app-ticket');
    const line = page.getByRole('tree').getByRole('treeitem', { name: 'Work-order system' });
    await line.click({ button: 'right' });
    const menu = page.getByRole('menu');
    await menu.waitFor();
    for (const item of ['Open its page', 'Add relation', 'Rename', 'Delete element']) {
      person.expect(await menu.getByRole('menuitem', { name: item }).isVisible(), `${item} in the menu`);
    }
    await person.picture(page, 'tree-menu');
    await page.keyboard.press('Escape');
    const dragged = await line.evaluate((row) => {
      const transfer = new DataTransfer();
      row.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer: transfer }));
      return transfer.getData('application/x-archweave-element');
    });
    person.expect(dragged === 'app-ticket', `dragged ${dragged}`);
  },

  async 'every grouping shows the same elements'(person) {
    const page = await person.open(MODEL);
    for (const by of ['Kind', 'Cell', 'Views', 'Layer']) {
      await page.locator('.navigator').getByText(by, { exact: true }).click();
      await page.getByRole('tree').getByRole('treeitem').first().waitFor();
      await person.picture(page, `tree-by-${by}`);
    }
  },

  async 'folders are opened one in another'(person) {
    const page = await person.open(`${MODEL}?by=folder`, { language: 'zh', scheme: 'dark' });
    const tree = page.getByRole('tree');
    await tree.focus();
    for (const name of ['application', 'application-component']) {
      await tree.getByRole('treeitem', { name: new RegExp(`^[▸\\s]*${name} ?\\d*$`) }).click();
    }
    await tree.getByRole('treeitem', { name: '工单系统' }).waitFor();
    await person.picture(page, 'tree-folder-zh-dark');
  },
};
