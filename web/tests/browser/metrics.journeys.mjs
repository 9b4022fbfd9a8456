// Numbers of the process stand beside what it brought; each says what it was counted from.
import { MODEL } from './person.mjs';

export const journeys = {
  async 'numbers have samples and meanings, by team, in a window of the address'(person) {
    const page = await person.open(`${MODEL}/metrics?from=2026-01-01&until=2026-11-01`);
    const lead = page.locator('.ledger-card', {
      has: page.getByRole('heading', { name: 'Change lead time', exact: true }),
    });
    await lead.getByText(/\d+ cases/).waitFor();
    await lead.getByText('What is this?').click();
    await lead.getByText(/Median time from the commit/).waitFor();
    await page.getByRole('combobox', { name: 'Broken down by' }).click();
    await page.getByRole('option', { name: 'Team' }).click();
    await page.waitForURL(/by=TEAM/);
    await page.getByRole('row', { name: /Outage communication team/ }).waitFor();
    person.expect(!(await page.getByText(/^0 days/).count()), 'a zero where nothing was counted');
    await person.picture(page, 'metrics');
  },

  async 'values of an indicator are a chart and a table'(person) {
    const page = await person.open(`${MODEL}/metrics?indicator=i-notify`);
    const chart = page.getByRole('img', { name: /^Notice delay: \d+ values/ });
    await chart.waitFor();
    const isDrawn = () =>
      page.evaluate(() => {
        const canvas = document.querySelector('.metrics-canvas canvas');
        if (!canvas) return false;
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value) => value > 0);
      });
    await page.waitForFunction(() => document.querySelector('.metrics-canvas canvas'));
    person.expect(await isDrawn(), 'the chart is empty');
    await page.getByText('Table', { exact: true }).click();
    await page
      .getByRole('region', { name: 'Notice delay' })
      .getByRole('row', { name: /minutes/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Staff rotated to the front line' }).click();
    await page.waitForURL(/indicator=i-rotate/);
    await page.getByRole('row', { name: /Staff rotated.*Needs 8 cases/ }).waitFor();
  },

  async 'coverage is compared, pairs are held against values, trials have guardrails'(person) {
    const page = await person.open(`${MODEL}/metrics`, { language: 'zh' });
    await page.getByRole('row', { name: /停电告知时延.*支持预期/ }).waitFor();
    await page
      .getByRole('row', { name: /业务由技术支撑|承载|技术/ })
      .first()
      .waitFor();
    await page.getByRole('row', { name: /体系/ }).waitFor();
    await person.accessible(page, 'metrics zh');
    await page.getByRole('link', { name: '试点', exact: true }).click();
    await page.waitForURL(/trials/);
    await page.locator('.ledger-state', { hasText: '突破' }).first().waitFor();
  },
};
