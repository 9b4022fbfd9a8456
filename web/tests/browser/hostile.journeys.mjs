// Names with markup, control and direction characters, and of great length, are text on every screen.
import { MODEL } from './person.mjs';

const NAMES = {
  markup: '<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script>{{7*7}}${7*7}',
  bidi: 'abc\u202Egnp.exe\u2066\u200B\u0301\uFEFF',
  control: 'a\u0001b\u0007c\u001B[31m\u0085',
  long: `Long ${'长名'.repeat(17_000)}`,
  one: `X${'y'.repeat(3000)}`,
};

/** Makes elements with such names on a branch; what the server refuses is left out. */
async function plant(person) {
  const { model } = await person.machine.ask('{ model { revision } }');
  await person.machine.ask(
    'mutation($at: String!) { createBranch(model: "customer-centre", name: "hostile", at: $at) { name } }',
    { at: model.revision },
  );
  let base = model.revision;
  const planted = [];
  for (const [id, name] of Object.entries(NAMES)) {
    const fields = {
      kind: 'application-component',
      name,
      description: name,
      tags: [name.replace(/\s/g, '').slice(0, 40)],
    };
    const edits = [
      { create: { item: `element/h-${id}`, fields } },
      { connect: { id: `r-h-${id}`, from: `h-${id}`, kind: 'flow', to: 'app-ticket' } },
    ];
    const { commitChanges } = await person.machine.ask(
      `mutation($base: String!, $edits: [EditInput!]!) {
        commitChanges(model: "customer-centre", branch: "hostile", base: $base, message: "hostile", edits: $edits) {
          __typename ... on CommitSucceeded { revision }
        }
      }`,
      { base, edits },
    );
    if (commitChanges.__typename !== 'CommitSucceeded') continue;
    base = commitChanges.revision;
    planted.push(`h-${id}`);
  }
  return planted;
}

export const journeys = {
  async 'hostile names are text, and break nothing'(person) {
    const planted = await plant(person);
    person.expect(planted.includes('h-markup') && planted.includes('h-long'), `planted: ${planted}`);
    const screens = [
      '?at=hostile&by=kind',
      ...planted.map((id) => `/e/${id}?at=hostile`),
      `/v/app-cooperation?at=hostile&sel=${planted[0]}`,
      `?at=hostile&sel=${planted.join('+')}`,
      '/health?at=hostile',
      '/health?at=hostile&tab=complete',
      '/views?at=hostile',
    ];
    for (const [index, screen] of screens.entries()) {
      const page = await person.open(`${MODEL}${screen}`, { language: index % 2 ? 'zh' : 'en' });
      person.expect(!(await page.evaluate(() => globalThis.hacked)), `${screen}: something ran`);
      await person.fits(page, screen);
      await person.picture(page, `hostile-${index}`);
      await person.leave();
    }
    const page = await person.open(`${MODEL}?at=hostile`);
    await page.getByRole('textbox', { name: 'Search elements' }).fill('h-');
    await page.getByRole('treeitem').first().waitFor();
    await person.fits(page, 'tree');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Name, id, or > for commands').fill('img src');
    await page.locator('.found-name', { hasText: '<img' }).first().waitFor();
    await person.fits(page, 'palette');
    person.expect(!(await page.evaluate(() => globalThis.hacked)), 'something ran in the palette');
    await person.picture(page, 'hostile-palette');
  },
};
