// What people ask for is written down, found to be said often, and becomes a demand.
import { MODEL } from './person.mjs';

export const journeys = {
  async 'a need is recorded and stands first among all'(person) {
    const page = await person.open(`${MODEL}/intake?tab=needs`);
    await page.getByRole('button', { name: 'Record a need' }).click();
    await page.getByLabel('What was asked for').fill('Tell me <b>when</b> the crew arrives.');
    await page.getByLabel('Customer reference').fill('crm-4711');
    await person.accessible(page, 'record a need');
    await page.getByRole('dialog').getByRole('button', { name: 'Record a need' }).click();
    await page.getByText('Recorded', { exact: true }).waitFor();
    const { model } = await person.machine.ask('{ model { needs(first: 500) { nodes { key text } } } }');
    person.expect(
      model.needs.nodes.some(({ text }) => text === 'Tell me <b>when</b> the crew arrives.'),
      'the need is not in the ledger',
    );
  },

  async 'needs that say the same become a demand, and are ranked'(person) {
    const page = await person.open(`${MODEL}/intake`, { language: 'zh' });
    await page.getByText('59 次').waitFor();
    await person.picture(page, 'intake-zh');
    await page.getByRole('button', { name: /^形成业务需求：东山/ }).click();
    await page.getByLabel('名称').fill('东山片区半户停电');
    await page.getByRole('combobox', { name: '提出方' }).fill('客户');
    await page.getByRole('option').first().click();
    await person.picture(page, 'intake-promote-zh');
    await page.getByRole('dialog').getByRole('button', { name: '形成业务需求' }).click();
    await page.waitForURL(/tab=order/);
    await page.getByRole('row', { name: /东山片区半户停电.*59/ }).waitFor();
    await person.accessible(page, 'demands in order');
  },

  async 'words are erased only by who is sure'(person) {
    const page = await person.open(`${MODEL}/intake`);
    await page.getByRole('button', { name: 'Erase words' }).click();
    const expired = page.getByRole('button', { name: 'Erase all that are past their last day' });
    person.expect(await expired.isDisabled(), 'erased without asking');
    await page.getByLabel('I know that this cannot be taken back').check();
    await expired.click();
    await page.getByText(/Words of \d+ needs? erased/).waitFor();
  },
};
