// Arranging: lines, places, sizes, boxes in boxes, groups, layout; each is taken back.
import { box, drag, edits, middle, openView, saved, sheet } from './canvas.mjs';

const VIEW = 'app-cooperation';
const frame = (view, id) => view.nodes.find(({ nodeId }) => nodeId === id);

export const journeys = {
  async 'a line is selected, bent, bent back and taken out; its relation stays'(person) {
    const page = await openView(person, VIEW);
    const hit = page.locator('[data-line="c2"]');
    const at = await middle(hit);
    await page.mouse.click(at.x - 20, at.y);
    const handle = page.locator('[data-bend="new"]').first();
    const from = await middle(handle);
    await drag(page, from, { x: from.x, y: from.y + 50 });
    await page.locator('[data-bend="0"]').waitFor();
    await person.picture(page, 'canvas-bend');
    let view = await saved(person, page, VIEW);
    const bends = view.connections.find(({ connectionId }) => connectionId === 'c2').bends;
    person.expect(bends.length === 1 && bends[0].numbers.length === 2, `bends ${JSON.stringify(bends)}`);
    await page.locator('[data-bend="0"]').dblclick();
    await edits(page, 2);
    view = await saved(person, page, VIEW);
    person.expect(
      view.connections.find(({ connectionId }) => connectionId === 'c2').bends.length === 0,
      'straight',
    );
    await page.mouse.click(at.x - 20, at.y);
    await page.keyboard.press('Delete');
    await edits(page, 3);
    view = await saved(person, page, VIEW);
    person.expect(!view.connections.some(({ connectionId }) => connectionId === 'c2'), 'the line is gone');
    const { model } = await person.machine.ask(
      'query ($at: String) { model(at: $at) { element(id: "app-cti") { relations(first: 200) { nodes { relationId } } } } }',
      { at: new URL(page.url()).searchParams.get('at') },
    );
    person.expect(
      model.element.relations.nodes.some(({ relationId }) => relationId === 'r-app-cti-app-qa'),
      'the relation is in the model',
    );
    for (const left of [2, 1, 0]) {
      await page.keyboard.press('Control+z');
      await edits(page, left);
    }
    await page.locator('[data-line="c2"]').waitFor({ state: 'attached' });
  },

  async 'E goes through the lines of a box, and Enter to the other end'(person) {
    const page = await openView(person, VIEW);
    await box(page, 'Call platform').click();
    await page.keyboard.press('e');
    const said = page.locator('.workbench > [aria-live]');
    await page.waitForFunction(() =>
      /line 1 of 3/.test(document.querySelector('.workbench > [aria-live]').textContent),
    );
    const first = await said.innerText();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() =>
      /line 2 of 3/.test(document.querySelector('.workbench > [aria-live]').textContent),
    );
    person.expect((await said.innerText()) !== first, 'another line is said');
    await page.keyboard.press('Alt+ArrowDown');
    await page.waitForURL(/at=draft/);
    await page.keyboard.press('Enter');
    const active = await page.locator('[data-node][data-active]').getAttribute('data-node');
    person.expect(active !== 'app-cti' && active !== null, `Enter leads to ${active}`);
    const view = await saved(person, page, VIEW);
    person.expect(
      view.connections.some(({ bends }) => bends.length === 1),
      'Alt with an arrow bends the line',
    );
  },

  async 'several boxes are selected, aligned, spread and nudged in one step each'(person) {
    const page = await openView(person, VIEW);
    const corner = await middle(box(page, 'Workforce management'));
    const far = await middle(box(page, 'Quality inspection system'));
    // Near its border the sheet moves while boxes are selected, so this begins away from it.
    const start = { x: far.x + 60, y: far.y - 60 };
    await drag(page, start, { x: corner.x, y: corner.y + 10 });
    await page.getByText('3 boxes selected').waitFor();
    await page.mouse.move(start.x, start.y);
    await person.picture(page, 'canvas-selected');
    await page.keyboard.press('Alt+ArrowDown');
    await edits(page, 1);
    await box(page, 'Agent desktop').click({ modifiers: ['Control'] });
    await page.getByText('4 boxes selected').waitFor();
    await page.keyboard.press('Alt+Shift+KeyL');
    await edits(page, 2);
    await page.keyboard.press('Alt+Shift+KeyV');
    await edits(page, 3);
    const view = await saved(person, page, VIEW);
    const frames = ['app-wfm', 'app-cti', 'app-qa', 'app-desk'].map((id) => frame(view, id));
    person.expect(new Set(frames.map(({ x }) => x)).size === 1, 'left edges are aligned');
    const downs = frames.map(({ y }) => y).sort((a, b) => a - b);
    const gaps = downs.slice(1).map((y, index) => y - downs[index]);
    person.expect(Math.max(...gaps) - Math.min(...gaps) <= 1, `gaps ${gaps}`);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await edits(page, 0);
  },

  async 'a box that is dragged snaps to its neighbours, and a guide says so'(person) {
    const page = await openView(person, VIEW);
    const from = await middle(box(page, 'Message gateway'));
    const above = await middle(box(page, 'Customer master'));
    await drag(page, from, { x: above.x + 3, y: from.y + 60 }, { release: false });
    person.expect((await page.locator('.guides line').count()) > 0, 'a guide is shown');
    await person.picture(page, 'canvas-guides');
    await page.mouse.up();
    const view = await saved(person, page, VIEW);
    person.expect(frame(view, 'app-sms').x === frame(view, 'app-crm').x, 'left edges are the same');
  },

  async 'a box is dropped into a group and out of it, and stands where it was dropped'(person) {
    const page = await openView(person, VIEW);
    const group = await page.locator('[data-node="province"]').boundingBox();
    const from = await middle(box(page, 'Customer insight'));
    const to = { x: group.x + group.width - 90, y: group.y + group.height - 40 };
    await drag(page, from, to, { release: false });
    await page.locator('[data-node="province"][data-holder]').waitFor();
    await page.mouse.up();
    let view = await saved(person, page, VIEW);
    person.expect(frame(view, 'app-insight').parentId === 'province', 'it stands in the group');
    const now = await middle(box(page, 'Customer insight'));
    person.expect(Math.hypot(now.x - to.x, now.y - to.y) < 12, 'where it was dropped');
    await drag(page, now, from);
    await edits(page, 2);
    view = await saved(person, page, VIEW);
    person.expect(frame(view, 'app-insight').parentId === null, 'and out of it');
    const back = await middle(box(page, 'Customer insight'));
    person.expect(Math.hypot(back.x - from.x, back.y - from.y) < 12, 'where it was');
  },

  async 'boxes are grouped and ungrouped by keys; a note is written; a box is resized'(person) {
    const page = await openView(person, VIEW);
    await box(page, 'Knowledge base').click();
    await box(page, 'Provincial knowledge').click({ modifiers: ['Control'] });
    await page.keyboard.press('Control+g');
    await page.locator('.rename input').fill('Knowledge');
    await page.keyboard.press('Enter');
    await edits(page, 2);
    let view = await saved(person, page, VIEW);
    const group = view.nodes.find(({ text }) => text === 'Knowledge');
    person.expect(
      view.nodes.filter(({ parentId }) => parentId === group?.nodeId).length === 2,
      'two in the group',
    );
    await person.picture(page, 'canvas-group');
    await page.locator(`[data-node="${group.nodeId}"]`).click({ position: { x: 8, y: 8 } });
    await page.keyboard.press('Control+Shift+G');
    await edits(page, 3);
    view = await saved(person, page, VIEW);
    person.expect(!view.nodes.some(({ text }) => text === 'Knowledge'), 'the group is gone');
    person.expect(
      frame(view, 'app-kb').x === 40 && frame(view, 'app-kb').y === 290,
      'boxes are where they were',
    );
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    const at = await sheet(page, 300, 60);
    await page.mouse.click(at.x, at.y);
    await page.locator('.rename input').fill('Decided in May');
    await page.keyboard.press('Enter');
    await edits(page, 5);
    await box(page, 'Customer master').click();
    const corner = await middle(page.locator('.corner[data-corner="se"]'));
    await drag(page, corner, { x: corner.x + 30, y: corner.y + 20 });
    await edits(page, 6);
    view = await saved(person, page, VIEW);
    person.expect(
      view.nodes.some(({ text }) => text === 'Decided in May'),
      'the note is there',
    );
    person.expect(frame(view, 'app-crm').width > 160 && frame(view, 'app-crm').height > 60, 'it is larger');
    for (let left = 5; left >= 0; left -= 1) {
      await page.keyboard.press('Control+z');
      await edits(page, left);
    }
    await page.getByText(/^Saved/).waitFor();
    await page.reload();
    await page.locator('.react-flow').waitFor();
    await page.keyboard.press('Control+Shift+Z');
    await edits(page, 1);
  },

  async 'a view is laid out anew and back; one that the model fills is frozen by the first move'(person) {
    const page = await openView(person, 'technology');
    const places = () =>
      page.locator('[data-node]').evaluateAll((all) => all.map((one) => one.parentElement.style.transform));
    const before = await places();
    await page.getByRole('button', { name: 'Lay out (L)' }).click();
    await page.getByRole('menuitem', { name: 'Lay out everything' }).click();
    await edits(page, 1);
    await saved(person, page, 'technology');
    person.expect(JSON.stringify(await places()) !== JSON.stringify(before), 'places differ');
    await person.picture(page, 'canvas-relayout');
    await page.keyboard.press('Control+z');
    await edits(page, 0);
    person.expect(JSON.stringify(await places()) === JSON.stringify(before), 'and are what they were');

    const filled = await openView(person, 'impact-sms');
    await filled.getByText(/The model fills this view/).waitFor();
    const first = filled.locator('[data-shows="element"]').first();
    const id = await first.getAttribute('data-node');
    const there = () =>
      filled.locator('[data-node]').evaluateAll((all) => all.map((one) => one.parentElement.style.transform));
    const was = await there();
    const from = await middle(first);
    await drag(filled, from, { x: from.x + 40, y: from.y - 40 });
    await edits(filled, 1);
    const frozen = await saved(person, filled, 'impact-sms');
    person.expect(frozen.hasLayout, 'its places are written down');
    const now = await there();
    const numbers = (place) => place.match(/-?[\d.]+/g).map(Number);
    const isMoved = (place, index) => {
      const before = numbers(was[index]);
      return numbers(place).some((value, axis) => Math.abs(value - before[axis]) > 0.1);
    };
    const moved = now.filter(isMoved).length;
    person.expect(moved === 1, `${moved} boxes moved with ${id}`);
    await filled.getByRole('button', { name: 'Draw it by hand' }).click();
    await edits(filled, 2);
    const drawn = await saved(person, filled, 'impact-sms');
    person.expect(
      drawn.nodes.length === now.length && drawn.connections.length > 0,
      'it lists its boxes and lines',
    );
    person.expect(JSON.stringify(await there()) === JSON.stringify(now), 'and looks the same');
  },
};
