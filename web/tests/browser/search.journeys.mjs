// Ctrl+K: elements, views, commands and versions; what was looked at last; prefixes.
import { MODEL } from './person.mjs';

const PLACEHOLDER = 'Name, id, or > for commands';
const groups = (page) => page.locator('.mantine-Spotlight-actionsGroup');

export const journeys = {
  async 'a word finds elements, views, commands and versions'(person) {
    const page = await person.open(MODEL);
    await page.keyboard.press('Control+k');
    const field = page.getByPlaceholder(PLACEHOLDER);
    await field.fill('process');
    await page.getByText('Business process', { exact: false }).first().waitFor();
    await page.locator('.mantine-Spotlight-action').nth(3).waitFor();
    await person.picture(page, 'search-process');
    await person.accessible(page, 'palette');
    await field.fill('view');
    await page.locator('.mantine-Spotlight-action').nth(1).waitFor();
    const labels = async () => (await groups(page).allTextContents()).length;
    person.expect((await labels()) >= 2, `groups: ${await labels()}`);
    await field.fill('> undo');
    person.expect((await page.locator('.mantine-Spotlight-action').count()) === 0, 'nothing to undo yet');
    await field.fill('> keys');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('heading').first().waitFor();
  },

  async 'prefixes find by kind, owner and tag'(person) {
    const page = await person.open(MODEL, { language: 'zh', scheme: 'dark' });
    for (const [text, holds] of [
      ['k:application-component', '工单系统'],
      ['@org-digital 工单', '工单系统'],
      ['#storm', ''],
    ]) {
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('名称、编号，或输入 > 查找命令').fill(text);
      await page.locator('.mantine-Spotlight-action').first().waitFor();
      await page.waitForFunction(
        (words) =>
          [...document.querySelectorAll('.found-name')].some((one) => one.textContent.includes(words)),
        holds,
      );
      await person.picture(page, `search-${text.slice(0, 2).replace(/\W/, 'x')}-zh`);
      await page.keyboard.press('Escape');
    }
  },

  async 'what was looked at last is offered first, and Ctrl+Enter opens beside'(person) {
    const page = await person.open(`${MODEL}/e/app-ticket`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('v');
    await page.getByRole('heading', { name: 'Views', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.locator('.mantine-Spotlight-action', { hasText: 'app-ticket' }).waitFor();
    await person.picture(page, 'search-recent');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/views\?.*sel=app-ticket/);
    await page
      .getByRole('complementary', { name: 'Inspector' })
      .getByText('Work-order system')
      .first()
      .waitFor();
  },
};
