// An element in the inspector and on its page: fields, relations, trace, findings, YAML, and several at once.
import { MODEL } from './person.mjs';

const saved = /^(Saved|已保存)/;

/** What the server has of an element on the branch of the address. */
async function atBranch(person, page, id, fields) {
  const at = new URL(page.url()).searchParams.get('at');
  const query = `query($at: String!, $id: String!) { model(at: $at) { element(id: $id) { ${fields} } } }`;
  const { model } = await person.machine.ask(query, { at, id });
  return model.element;
}

export const journeys = {
  async 'the page says in words what an element is'(person) {
    for (const [language, scheme, words] of [
      ['en', 'light', 'Work-order system is in the Application layer'],
      ['zh', 'dark', '工单系统属于应用层'],
    ]) {
      const page = await person.open(`${MODEL}/e/app-ticket`, { language, scheme });
      await page.getByText(words).waitFor();
      await page.locator('.neighbourhood img').waitFor();
      await page.locator('.strip').first().waitFor();
      await person.picture(page, `page-${language}-${scheme}`);
      await person.accessible(page, `page ${language}`);
      const whole = await page
        .locator('.screen')
        .first()
        .evaluate((one) => one.scrollHeight);
      await page.setViewportSize({ width: 1440, height: Math.min(whole + 120, 4000) });
      await person.picture(page, `page-whole-${language}`);
    }
  },

  async 'owner, life and tags are set, and bad values are refused as one types'(person) {
    const page = await person.open(`${MODEL}/e/bp-call`);
    await page.getByRole('combobox', { name: 'Technology owner' }).fill('Digital');
    await page.getByRole('option', { name: 'Digital department' }).first().click();
    await page.waitForURL(/at=draft/);
    await page.getByRole('combobox', { name: 'Lifecycle' }).click();
    await page.getByRole('option', { name: 'phase-out' }).click();
    await page.getByLabel('Cycle time').fill('soon');
    await page.getByText('Not a duration').waitFor();
    await page.getByLabel('Cycle time').fill('PT6M');
    await page.getByLabel('Cycle time').press('Enter');
    await page.getByText('3 edits', { exact: true }).waitFor();
    await page.getByText(saved).waitFor();
    const element = await atBranch(
      person,
      page,
      'bp-call',
      'owners { technology { element { elementId } } } lifecycle { state } property(key: "cycle_time")',
    );
    person.expect(element.owners.technology?.element?.elementId === 'org-digital', 'technology owner');
    person.expect(element.lifecycle?.state === 'phase-out', 'lifecycle');
    person.expect(element.property === 'PT6M', `cycle time ${element.property}`);
  },

  async 'the tabs of the inspector show everything'(person) {
    for (const language of ['en', 'zh']) {
      for (const tab of [
        'properties',
        'relations',
        'views',
        'trace',
        'history',
        'problems',
        'hint',
        'yaml',
      ]) {
        const page = await person.open(`${MODEL}/v/app-cooperation?sel=app-ticket&tab=${tab}`, { language });
        await page.locator('.inspector [role="tabpanel"]:visible').waitFor();
        await page.waitForTimeout(300);
        await person.picture(page, `tab-${tab}-${language}`);
        if (language === 'en') await person.accessible(page, `tab ${tab}`);
        await person.leave();
      }
    }
  },

  async 'the file is edited as text: mistakes have a line, and the rest becomes one edit'(person) {
    const page = await person.open(`${MODEL}/e/app-ticket?tab=yaml`);
    const text = page.getByRole('textbox', { name: /app-ticket\.yaml/ });
    await text.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('tags: [voice');
    await page
      .getByRole('button', { name: /^Line \d+/ })
      .first()
      .waitFor();
    await person.picture(page, 'yaml-mistake');
    const apply = page.getByRole('button', { name: 'Take over' });
    person.expect(await apply.isDisabled(), 'a mistake cannot be taken over');
    await page.keyboard.type(', core]');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('button')].some(
        (one) => /Take over/.test(one.textContent) && !one.disabled,
      ),
    );
    await apply.click();
    await page.waitForURL(/at=draft/);
    await page.getByText(saved).waitFor();
    const { tags } = await atBranch(person, page, 'app-ticket', 'tags');
    person.expect(tags.join() === 'voice,core', `tags ${tags}`);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('0 edits', { exact: true }).waitFor();
    await page.getByText(saved).waitFor();
    await page.waitForTimeout(1500);
    const after = await atBranch(person, page, 'app-ticket', 'tags');
    person.expect(after.tags.length === 0, `after undo ${after.tags}`);
  },

  async 'several elements get an owner by one edit'(person) {
    const page = await person.open(`${MODEL}?sel=app-ticket+app-dispatch+app-kb`, { language: 'zh' });
    await page.getByRole('heading', { name: '3 个元素' }).waitFor();
    await person.picture(page, 'several-zh');
    await person.accessible(page, 'several');
    await page.getByRole('combobox', { name: '业务负责方' }).fill('质量');
    await page.getByRole('option', { name: /质量/ }).first().click();
    await page.waitForURL(/at=draft/);
    await page.getByText('1 项编辑').waitFor();
    await page.getByText(saved).waitFor();
    for (const id of ['app-ticket', 'app-dispatch', 'app-kb']) {
      const { owners } = await atBranch(person, page, id, 'owners { business { element { elementId } } }');
      person.expect(owners.business?.element?.elementId === 'org-quality', `owner of ${id}`);
    }
  },

  async 'a list of records is edited'(person) {
    const page = await person.open(`${MODEL}/e/do-order`);
    const before = await person.machine.ask('{ model { element(id: "do-order") { parts { partId } } } }');
    await page.getByRole('button', { name: /^Add to Attributes/ }).click();
    await page.waitForURL(/at=draft/);
    await page.getByText(saved).waitFor();
    const element = await atBranch(person, page, 'do-order', 'parts { partId } diagnostics { message }');
    person.expect(
      element.parts.length === before.model.element.parts.length + 1,
      `${element.parts.length} parts: ${JSON.stringify(element.diagnostics)}`,
    );
  },
};
