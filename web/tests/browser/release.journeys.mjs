// Where something is, what a release and an environment hold, and how they differ.
import { MODEL } from './person.mjs';

export const journeys = {
  async 'a ticket leads to where its requirement is'(person) {
    const page = await person.open(`${MODEL}/delivery`);
    await page.getByRole('searchbox', { name: 'Where is it?' }).fill('CSC-103');
    await page.keyboard.press('Enter');
    await page.waitForURL(/find=CSC-103/);
    const answer = page.getByRole('region', { name: 'Where is it?' });
    await answer.getByRole('link', { name: 'Push outage notices' }).waitFor();
    await answer.getByText(/Production: message-gateway 3/).waitFor();
    await person.picture(page, 'where-is-it');
    await person.accessible(page, 'where is it');
  },

  async 'a release says what it brings, in both languages'(person) {
    const page = await person.open(`${MODEL}/delivery?tab=releases`);
    await page.getByRole('link', { name: 'Release 2026.07' }).click();
    await page.getByText('2 requirements are new').waitFor();
    const notes = page.getByLabel('Release notes', { exact: true });
    person.expect(/Push outage notices \(req-103\)/.test(await notes.innerText()), 'English notes');
    await page.getByText('中文', { exact: true }).click();
    person.expect(/主动推送停电通知 \(req-103\)/.test(await notes.innerText()), 'Chinese notes');
    await person.picture(page, 'release');
  },

  async 'an environment is compared with itself on another day'(person) {
    const page = await person.open(`${MODEL}/environment/env-prod?since=2026-07-14`, { language: 'zh' });
    await page.getByText('新增 1 项需求').waitFor();
    await page.getByRole('link', { name: '主动推送停电通知' }).first().waitFor();
    await page.getByRole('row', { name: /3\.3\.3/ }).waitFor();
    await person.picture(page, 'environment-zh');
  },

  async 'a name that was not matched is matched by hand'(person) {
    const page = await person.open(`${MODEL}/unmatched`);
    await page.getByRole('button', { name: /^Match dt-north-edge/ }).click();
    await page.getByRole('combobox', { name: 'It stands for' }).fill('Production cluster');
    await page.getByRole('option', { name: 'Production cluster' }).click();
    await person.accessible(page, 'match');
    await page.getByRole('dialog').getByRole('button', { name: 'Match', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('dt-north-edge').waitFor({ state: 'detached' });
  },
};
