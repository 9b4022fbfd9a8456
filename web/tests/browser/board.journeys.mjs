// The board says how far requirements are, follows what is reported, and takes new ones.
import { MODEL } from './person.mjs';

const card = (page, id) => page.locator('.board-card', { hasText: id });
const column = (page, name) => page.locator(`.board-column[aria-label="${name}"]`);

export const journeys = {
  async 'a card moves when its change is reported, without a reload and within 2 s'(person) {
    const page = await person.open(`${MODEL}/board`);
    await column(page, 'Agreed').getByText('req-109', { exact: true }).waitFor();
    await page.evaluate(() => (globalThis.same = true));
    const begun = Date.now();
    await person.machine.ask(
      `mutation { recordChange(model: "customer-centre", records: [{ repository: "git.example.org/csc/dispatch",
        reference: "pull/900", title: "Propose the nearest crew", openedAt: "${new Date().toISOString()}",
        mentions: ["req-109"] }]) { key } }`,
    );
    await column(page, 'Building').getByText('req-109', { exact: true }).waitFor();
    const took = Date.now() - begun;
    person.expect(took <= 2000, `the card moved after ${took} ms`);
    person.expect(await page.evaluate(() => globalThis.same === true), 'the page was loaded again');
    await person.picture(page, 'board');
  },

  async 'filters are in the address, can be taken away, and kept under a name'(person) {
    const page = await person.open(`${MODEL}/board?priority=1&older=30`);
    await card(page, 'req-103').waitFor();
    person.expect((await card(page, 'req-107').count()) === 0, 'priority 2 is shown');
    person.expect((await card(page, 'req-110').count()) === 0, 'what is not started is older than 30 days');
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await page.getByRole('textbox', { name: 'Name of these filters' }).fill('Old and important');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: 'Old and important' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Remove filter: Older than 30 days' }).click();
    await card(page, 'req-110').waitFor();
    person.expect(!page.url().includes('older'), `the filter stays in ${page.url()}`);
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await page.getByRole('link', { name: 'Old and important' }).click();
    await page.waitForURL(/older=30/);
    await page.getByText('Blocked', { exact: true }).click();
    await page.waitForURL(/flags/);
    await card(page, 'req-103').getByText('links to check').waitFor();
    await person.accessible(page, 'filtered board');
  },

  async 'a card says why it is not in production, in Chinese too'(person) {
    const page = await person.open(`${MODEL}/board`, { language: 'zh' });
    await card(page, 'req-111')
      .getByRole('button', { name: /为何未投产/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('业务尚未验收').waitFor();
    await person.picture(page, 'board-why-not-zh');
    await person.accessible(page, 'why not');
    await dialog.getByRole('link', { name: '查看完整追溯' }).click();
    await page.waitForURL(/requirement\/req-111/);
  },

  async 'a requirement is added with four answers, into a draft'(person) {
    // Of a stakeholder, whom a relation leads to, and of an actor, whom a property names.
    for (const [who, hurts] of [
      ['Front-line staff', 'Callers hear three answers to one question'],
      ['Customer', 'Customers ask for the third time'],
    ]) {
      const page = await person.open(`${MODEL}/board`);
      await page.getByRole('button', { name: 'Add requirement' }).click();
      await page.getByLabel('What hurts?').fill(`${hurts}. They call again.`);
      await page.getByRole('combobox', { name: 'Who feels it?' }).fill(who);
      await page.getByRole('option', { name: who }).first().click();
      await page
        .getByLabel('How would we know that it is better?')
        .fill('Nine of ten callers get the same answer.');
      await page.getByLabel('By when?').fill('2027-06-30');
      await person.picture(page, `board-add-${who.slice(0, 5)}`);
      await page.getByRole('dialog').getByRole('button', { name: 'Add requirement' }).click();
      await page.waitForURL(/at=draft/);
      await page
        .getByRole('region', { name: 'Draft' })
        .getByText(/^Saved/)
        .waitFor();
      await column(page, 'Proposed').getByText(hurts).waitFor();
      await person.picture(page, `board-added-${who.slice(0, 5)}`);
    }
  },

  async 'the board is a table and a trace too, in lanes, and by environment'(person) {
    const page = await person.open(`${MODEL}/board?lanes=owner`);
    await page.getByRole('heading', { name: 'Quality department' }).waitFor();
    await person.picture(page, 'board-lanes');
    await page.getByText('Table', { exact: true }).click();
    await page.getByRole('row', { name: /Push outage notices/ }).waitFor();
    await page.getByText('Trace', { exact: true }).click();
    await page.locator('.board-strip', { hasText: 'req-103' }).getByText('Production').waitFor();
    await page.goto(`${person.machine.base}${MODEL}/board?columns=environment&dark=true`);
    await column(page, 'Production').getByText('req-103', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Voice response image' }).waitFor();
  },
};
