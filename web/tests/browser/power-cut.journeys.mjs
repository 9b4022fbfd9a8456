// The server dies in the middle of editing, and comes back: nothing is lost.
import { MODEL } from './person.mjs';

export const journeys = {
  async 'the server is killed while somebody edits, and nothing is lost'(person) {
    const page = await person.open(`${MODEL}/e/us-2`, {
      // What stands before a server that is gone says so, and what it was answering breaks off.
      mayFail: /50[0-9] \(|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/,
    });
    await page.getByLabel('Size', { exact: true }).fill('5');
    await page.getByLabel('Size', { exact: true }).press('Enter');
    await page.waitForURL(/at=draft/);
    await page.getByText(/^Saved/).waitFor();
    const at = new URL(page.url()).searchParams.get('at');
    await person.machine.kill();
    await page.getByLabel('Name (en)').fill('Written in the dark');
    await page.getByLabel('Name (en)').press('Enter');
    await page.getByText(/^Offline/).waitFor();
    await page.getByRole('heading', { name: 'Written in the dark', level: 1 }).waitFor();
    await page.getByLabel('Size', { exact: true }).fill('8');
    await page.getByLabel('Size', { exact: true }).press('Enter');
    await page.getByText(/^Offline: 2 edits/).waitFor();
    await person.picture(page, 'power-cut');
    await person.machine.run();
    await page.getByText(/^Saved/).waitFor({ timeout: 40_000 });
    await person.machine.kill();
    await person.machine.run();
    const { model } = await person.machine.ask(
      'query($at: String!) { model(at: $at) { element(id: "us-2") { name(language: "en") property(key: "size") } } }',
      { at },
    );
    person.expect(model.element.name === 'Written in the dark', `name ${model.element.name}`);
    person.expect(model.element.property === '8', `size ${model.element.property}`);
  },
};
