// What is wrong is counted, filtered, revealed and repaired; and how complete the model is.
import { MODEL } from './person.mjs';

const FINDINGS = `${MODEL}/health?at=demo%2Ffindings`;
/** A server without the history of findings shows the rest. */
const mayFail = /400 \(Bad Request\)/;

export const journeys = {
  async 'findings are counted by rule, kind and owner'(person) {
    for (const [language, scheme] of [
      ['en', 'light'],
      ['zh', 'dark'],
    ]) {
      const page = await person.open(FINDINGS, { language, scheme, mayFail });
      await page.locator('.health-counts button').first().waitFor();
      await page.locator('.health-scroll li').first().waitFor();
      await person.picture(page, `health-${language}-${scheme}`);
      await person.accessible(page, `health ${language}`);
      const { model } = await person.machine.ask(
        '{ model(at: "demo/findings") { diagnostics { totalCount } diagnosticCounts(by: CODE) { key total } } }',
      );
      const shown = await page.locator('.health-list [role="status"]').innerText();
      person.expect(
        shown.includes(String(model.diagnostics.totalCount)),
        `${shown}, not ${model.diagnostics.totalCount}`,
      );
      const [first] = [...model.diagnosticCounts].sort((a, b) => b.total - a.total);
      await page.locator('.health-counts button', { hasText: first.key }).first().click();
      await page.waitForURL(/code=/);
      await page.waitForFunction(
        (count) =>
          document.querySelector('.health-list [role="status"]')?.textContent.startsWith(String(count)),
        first.total,
      );
    }
  },

  async 'a finding is repaired by a click, after a look at what changes'(person) {
    const page = await person.open(FINDINGS, { mayFail });
    const fix = page.getByRole('button', { name: /^Repair:/ }).first();
    await fix.waitFor();
    const before = Number((await page.locator('.health-list [role="status"]').innerText()).match(/\d+/)[0]);
    await fix.click();
    await page.getByText('This would change').waitFor();
    await person.picture(page, 'health-fix');
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText(/^Saved/).waitFor();
    await page.waitForFunction((count) => {
      const now = Number(
        document.querySelector('.health-list [role="status"]')?.textContent.match(/\d+/)?.[0],
      );
      return now < count;
    }, before);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction((count) => {
      const now = Number(
        document.querySelector('.health-list [role="status"]')?.textContent.match(/\d+/)?.[0],
      );
      return now === count;
    }, before);
  },

  async 'a finding leads to its element and to its line'(person) {
    const page = await person.open(FINDINGS, { mayFail });
    await page.locator('.health-scroll a[href*="tab=yaml"]').first().click();
    await page.waitForURL(/\/e\/.*tab=yaml/);
    await page.locator('.yaml-editor').waitFor();
  },

  async 'a model without findings says so, and completeness is beside it'(person) {
    const page = await person.open(`${MODEL}/health`, { mayFail, language: 'zh' });
    await page.locator('.happy, .health-number').first().waitFor();
    await person.picture(page, 'health-happy-zh');
    const complete = await person.open(`${MODEL}/health?tab=complete`, { mayFail });
    await complete.locator('.complete-kinds tbody tr').first().waitFor();
    await person.picture(complete, 'health-complete');
    await person.accessible(complete, 'completeness');
  },
};
