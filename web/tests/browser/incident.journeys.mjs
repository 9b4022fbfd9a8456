// What an incident hurts is found from the list of incidents.
import { MODEL } from './person.mjs';

export const journeys = {
  async 'an incident says what it hurts, whom to tell, and how it gets there'(person) {
    const page = await person.open(`${MODEL}/delivery?tab=incidents`);
    await page.getByRole('link', { name: 'Outage notices delayed' }).first().click();
    await page.waitForURL(/incident\/INC-2605/);
    await page.getByText('It lasted 33 minutes.').waitFor();
    const row = page.getByRole('row', { name: /Outage status/ });
    const way = (await row.getByRole('listitem').allInnerTexts()).join(' > ');
    person.expect(
      way === 'Message gateway > Message delivery > Notify affected customers > Outage status',
      `the way is ${way}`,
    );
    await page.getByText(/Operations department \(\d+\)/).waitFor();
    await person.picture(page, 'incident');
    await person.accessible(page, 'incident');
    await page.getByRole('link', { name: 'Push outage notices' }).first().click();
    await page.waitForURL(/requirement\/req-103/);
  },

  async 'the same in Chinese'(person) {
    const page = await person.open(`${MODEL}/incident/INC-2605`, { language: 'zh' });
    await page.getByText('持续 33分钟', { exact: false }).waitFor();
    await page.getByRole('row', { name: /停电/ }).first().waitFor();
  },
};
