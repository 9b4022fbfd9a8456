// A requirement is followed from its reason to production, at any moment, and onto paper.
import process from 'node:process';
import { MODEL } from './person.mjs';

export const journeys = {
  async 'a requirement is followed from the board to production and printed'(person) {
    const page = await person.open(`${MODEL}/board`);
    await page.getByRole('link', { name: 'Push outage notices' }).click();
    await page.getByRole('heading', { name: 'Push outage notices', level: 1 }).waitFor();
    await page.getByText(/Live in Production since .*, for everybody/).waitFor();
    const row = page.getByRole('row', { name: /^Production/ });
    const words = await row.innerText();
    person.expect(/message-gateway 3\.\d+\.\d+/.test(words), `no version in ${words}`);
    person.expect(/release-2026\.07/.test(words), `no revision that approved it in ${words}`);
    await row.getByText(/records$/).click();
    const trace = page.getByRole('region', { name: 'Trace of Push outage notices' });
    await trace.getByRole('link', { name: /Outage notices delayed/ }).waitFor();
    await trace
      .getByRole('button', { name: /earlier/ })
      .first()
      .press('Enter');
    await trace.getByRole('button', { name: 'Show fewer' }).waitFor();
    await person.picture(page, 'requirement');
    await page.emulateMedia({ media: 'print' });
    person.expect(!(await page.locator('.rail').isVisible()), 'the rail is on paper');
    person.expect(await page.locator('.ledger-paper').isVisible(), 'paper does not say where it comes from');
    const paper = await page.pdf({
      preferCSSPageSize: true,
      ...(process.env.PICTURES ? { path: `${process.env.PICTURES}/requirement.pdf` } : {}),
    });
    const pages = paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    person.expect(pages >= 2 && pages <= 8, `${pages} pages of paper`);
    await page.emulateMedia({ media: 'screen' });
    await trace.getByRole('link', { name: /^Production/ }).click();
    await page.waitForURL(/environment\/env-prod/);
    await page.getByRole('link', { name: 'Push outage notices' }).waitFor();
  },

  async 'the same requirement as it was on another day, and as a list'(person) {
    const page = await person.open(`${MODEL}/requirement/req-103?at=2026-07-10`, { language: 'zh' });
    await page.getByRole('heading', { name: '主动推送停电通知', level: 1 }).waitFor();
    person.expect(!(await page.getByText('全部用户上线').isVisible()), 'live before it was');
    await page.getByText('列表', { exact: true }).click();
    await page.locator('.trace-list').getByText('停电', { exact: false }).first().waitFor();
    await person.accessible(page, 'requirement in the past');
    await person.picture(page, 'requirement-past-zh');
  },

  async 'a link that may not hold any more is looked at and affirmed'(person) {
    const page = await person.open(`${MODEL}/requirement/req-103`);
    await page.getByText(/\d+ links were made/).waitFor();
    await page
      .getByRole('button', { name: /^Affirm (?!all)/ })
      .first()
      .click();
    await page.getByLabel('Why (optional)').fill('The limit is still met');
    await person.accessible(page, 'affirm');
    await page.getByRole('dialog').getByRole('button', { name: 'Affirm' }).click();
    await page.getByText('1 link affirmed').waitFor();
  },

  async 'the question of the page is copied as GraphQL that runs'(person) {
    const page = await person.open(`${MODEL}/requirement/req-103`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Copy as GraphQL' }).click();
    await page.getByText('Query and variables copied').waitFor();
    const query = await page.evaluate(() => navigator.clipboard.readText());
    const { model } = await person.machine.ask(query);
    person.expect(model.whereIs.state === 'LIVE', `the copied query says ${model.whereIs.state}`);
  },
};
