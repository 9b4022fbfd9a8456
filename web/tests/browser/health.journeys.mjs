// What is wrong is counted, filtered, revealed and repaired; and how complete the model is.
import { MODEL } from './person.mjs';

const FINDINGS = `${MODEL}/health?at=demo%2Ffindings`;
export const journeys = {
  async 'findings are counted by rule, kind and owner'(person) {
    for (const [language, scheme] of [
      ['en', 'light'],
      ['zh', 'dark'],
    ]) {
      const page = await person.open(FINDINGS, { language, scheme });
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

  async 'a finding leads to its element and to its line'(person) {
    const page = await person.open(FINDINGS);
    await page.locator('.health-scroll a[href*="tab=yaml"]').first().click();
    await page.waitForURL(/\/e\/.*tab=yaml/);
    await page.locator('.yaml-editor').waitFor();
  },

  async 'a model without findings says so, and completeness is beside it'(person) {
    const page = await person.open(`${MODEL}/health`, { language: 'zh' });
    await page.locator('.happy, .health-number').first().waitFor();
    await person.picture(page, 'health-happy-zh');
    const complete = await person.open(`${MODEL}/health?tab=complete`);
    await complete.locator('.complete-kinds tbody tr').first().waitFor();
    await person.picture(complete, 'health-complete');
    await person.accessible(complete, 'completeness');
  },
};
