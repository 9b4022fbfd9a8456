// What journeys on the canvas have in common.
import { MODEL } from './person.mjs';

/** A view in a tab, with its drawing there. */
export async function openView(person, view, options = {}) {
  const { at, ...others } = options;
  const page = await person.open(`${MODEL}/v/${view}${at ? `?at=${at}` : ''}`, others);
  await page.locator('.react-flow').waitFor();
  await settled(page);
  return page;
}

/** Waits until the sheet lies still: it is fitted into the window when its size is known. */
export async function settled(page) {
  const lies = () => page.locator('.react-flow__viewport').evaluate((sheet) => sheet.style.transform);
  let before = '';
  for (let still = 0; still < 3;) {
    await page.waitForTimeout(100);
    const now = await lies();
    still = now === before ? still + 1 : 0;
    before = now;
  }
}

/** The box with a name. */
export const box = (page, name) => page.locator('[data-node]').filter({ hasText: name }).first();

/** The middle of something on the screen. */
export async function middle(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

/** Presses the mouse at one place and lets it go at another. */
export async function drag(page, from, to, { release = true } = {}) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // A drag begins where the pointer is when it has moved a little.
  await page.mouse.move(from.x + 2, from.y);
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  if (release) await page.mouse.up();
}

/** Waits until everything is on the server, and says what the server then has of a view. */
export async function saved(person, page, view) {
  await page.getByText(/^Saved/).waitFor();
  await page.waitForFunction(() => !document.querySelector('[data-own]'), undefined, { timeout: 20_000 });
  const at = new URL(page.url()).searchParams.get('at');
  const { model } = await person.machine.ask(
    `query ($at: String, $id: String!) { model(at: $at) { view(id: $id) {
       hasLayout selector nodes { nodeId parentId shows x y width height text element { elementId name } }
       connections { connectionId from to relation { relationId kindId sourceId targetId } bends { numbers } } } } }`,
    { at, id: view },
  );
  return model.view;
}

/** How many edits of the draft are not taken back. */
export const edits = (page, count) =>
  page.getByText(count === 1 ? '1 edit' : `${count} edits`, { exact: true }).waitFor();

/** An empty stretch of the sheet: `dx`, `dy` from its left top corner. */
export async function sheet(page, dx, dy) {
  const { x, y } = await page.locator('.canvas').boundingBox();
  return { x: x + dx, y: y + dy };
}
