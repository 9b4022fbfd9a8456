// The ADM page and maps: what is expected and there, and the pages that are the deliverables.
import { MODEL } from './person.mjs';

export const journeys = {
  async 'a phase says what is expected, and leads to it'(person) {
    const page = await person.open(`${MODEL}/adm?phase=B`);
    const { model } = await person.machine.ask(
      '{ model { adm { phases { phaseId artifacts { name(language: "en") state } } } } }',
    );
    const { artifacts } = model.adm.phases.find(({ phaseId }) => phaseId === 'B');
    for (const state of ['present', 'partial', 'missing']) {
      const shown = await page.locator(`tr[data-state="${state}"]`).count();
      const wanted = artifacts.filter((artifact) => artifact.state === state).length;
      person.expect(shown === wanted, `${state}: ${shown}, not ${wanted}`);
    }
    await page.getByRole('link', { name: 'Role catalog' }).click();
    await page.getByRole('heading', { name: 'Catalog: Business Role' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Actor/Role matrix' }).click();
    await page.locator('[data-row]').first().waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Functional Decomposition diagram' }).click();
    await page.locator('.map-picture img').waitFor();
  },

  async 'a map is coloured, read as a table, and its boxes select'(person) {
    const page = await person.open(`${MODEL}/map/landscape`, { language: 'zh' });
    await page.locator('.map-picture img').waitFor();
    await page.getByLabel('着色依据').selectOption({ label: '生命周期' });
    await page.waitForURL(/color=lifecycle/);
    await page.getByRole('button', { name: '以表格查看' }).click();
    const { model } = await person.machine.ask(
      '{ model { adHocView(viewpoint: "landscape", language: "zh") { diagram { nodes { element { elementId } } } } } }',
    );
    const count = model.adHocView.diagram.nodes.filter(({ element }) => element).length;
    await page.locator('.map-table tbody tr').first().waitFor();
    person.expect((await page.locator('.map-table tbody tr').count()) === count, `${count} rows`);
    await page.getByRole('columnheader', { name: '生命周期' }).waitFor();
    await page
      .getByRole('button', { name: '查看图' })
      .or(page.locator('button[aria-pressed="true"]'))
      .first()
      .click();
    await page.locator('[data-element="app-ticket"]').click();
    await page.waitForURL(/sel=app-ticket/);
    await person.picture(page, 'map-landscape-zh');
  },

  async 'a roadmap shows its bars where the server has them'(person) {
    const page = await person.open(`${MODEL}/map/roadmap`);
    const picture = page.locator('.map-picture');
    await picture.locator('img').waitFor();
    const isDrawn = await picture
      .locator('img')
      .evaluate((image) => image.decode().then(() => image.naturalWidth > 100));
    person.expect(isDrawn, 'the picture is drawn');
    await person.picture(page, 'map-roadmap');
  },
};
