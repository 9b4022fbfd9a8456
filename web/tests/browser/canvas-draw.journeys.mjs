// Drawing: new elements, elements of the model, relations; by mouse and by keyboard.
import { box, drag, edits, middle, openView, saved, sheet } from './canvas.mjs';

const VIEW = 'app-cooperation';

export const journeys = {
  async 'a kind of the palette becomes an element, drawn at once and as the server draws it'(person) {
    const page = await openView(person, VIEW);
    const palette = page.getByRole('complementary', { name: 'Palette' });
    await palette.getByRole('searchbox').fill('component');
    const kind = palette.getByRole('button', { name: 'Application Component', exact: true });
    await kind.dragTo(page.locator('.react-flow__pane'), { targetPosition: { x: 420, y: 90 } });
    await page.getByRole('combobox', { name: 'Name: Application Component' }).fill('Chat robot');
    await page.getByRole('option', { name: /Create new “Chat robot”/ }).waitFor();
    await person.picture(page, 'canvas-name');
    await page.keyboard.press('Enter');
    await box(page, 'Chat robot').waitFor();
    await person.picture(page, 'canvas-created-locally');
    const view = await saved(person, page, VIEW);
    await person.picture(page, 'canvas-created');
    person.expect(
      view.nodes.some(({ element, x }) => element?.name === 'Chat robot' && x !== null && x % 10 === 0),
      'the new box has a place on the grid',
    );
    person.expect(!palette.isHidden || (await palette.isVisible()), 'palette');
  },

  async 'a double click keeps a kind as the tool, Escape puts it down'(person) {
    const page = await openView(person, VIEW);
    await page.getByRole('button', { name: 'Application Service', exact: true }).dblclick();
    for (const [name, y] of [
      ['First service', 60],
      ['Second service', 140],
    ]) {
      const at = await sheet(page, 500, y);
      await page.mouse.click(at.x, at.y);
      await page.getByRole('combobox', { name: 'Name: Application Service' }).fill(name);
      await page.getByRole('option', { name: /Create new/ }).waitFor();
      await page.keyboard.press('Enter');
      await box(page, name).waitFor();
    }
    await page.keyboard.press('Escape');
    person.expect((await page.locator('.canvas').getAttribute('data-tool')) === 'select', 'tool is put down');
    const view = await saved(person, page, VIEW);
    person.expect(
      view.nodes.filter(({ element }) => / service$/.test(element?.name ?? '')).length === 2,
      'two services',
    );
  },

  async 'a double click on the sheet offers what the model has before it makes anything'(person) {
    const page = await openView(person, 'technology');
    const at = await sheet(page, 700, 40);
    await page.mouse.dblclick(at.x, at.y);
    await page.getByRole('combobox', { name: 'Name of an element' }).fill('Work-order');
    const options = page.getByRole('option');
    await options.getByText('on canvas as reference').first().waitFor();
    const texts = await options.allInnerTexts();
    const first = texts.findIndex((text) => text.includes('as reference'));
    const fresh = texts.findIndex((text) => text.includes('Create new'));
    person.expect(first === 0 && fresh > first, `existing first: ${texts.join(' | ')}`);
    await person.picture(page, 'canvas-existing');
    await person.accessible(page, 'name popup');
    await page.getByRole('option', { name: /^Work-order system/ }).click();
    await box(page, 'Work-order system').waitFor();
    const view = await saved(person, page, 'technology');
    const [node] = view.nodes.filter(({ element }) => element?.elementId === 'app-ticket');
    person.expect(node !== undefined, 'the element is referred to, not made again');
    const lines = view.connections.filter(({ from, to }) => [from, to].includes(node?.nodeId));
    const { model } = await person.machine.ask(
      '{ model { element(id: "app-ticket") { relations(first: 200) { nodes { relationId sourceId targetId } } } } }',
    );
    const there = new Set(view.nodes.map(({ element }) => element?.elementId));
    const expected = model.element.relations.nodes.filter(({ sourceId, targetId }) =>
      there.has(sourceId === 'app-ticket' ? targetId : sourceId),
    );
    person.expect(lines.length === expected.length, `${lines.length} lines of ${expected.length} relations`);
  },

  async 'an element that is dropped from a tree is a reference'(person) {
    const page = await openView(person, VIEW);
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('application/x-archweave-element', 'app-ticket');
      const target = document.querySelector('.react-flow__pane');
      const { left, top } = target.getBoundingClientRect();
      const at = {
        clientX: left + 300,
        clientY: top + 60,
        dataTransfer: data,
        bubbles: true,
        cancelable: true,
      };
      target.dispatchEvent(new DragEvent('dragover', at));
      target.dispatchEvent(new DragEvent('drop', at));
    });
    await page
      .getByText(/on this canvas more than once/)
      .first()
      .waitFor();
    const view = await saved(person, page, VIEW);
    person.expect(
      view.nodes.filter(({ element }) => element?.elementId === 'app-ticket').length === 2,
      'twice',
    );
  },

  async 'a relation is drawn from a dot: only legal ones are offered, and a number picks'(person) {
    const page = await openView(person, VIEW);
    await box(page, 'Work-order system').click();
    const dot = page.locator('.dot[data-of="app-ticket"][data-side="bottom"]');
    await drag(page, await middle(dot), await middle(box(page, 'Customer master')), { release: false });
    await page.locator('.pointer-label').waitFor();
    const says = await page.locator('.pointer-label').innerText();
    person.expect(/Work-order system .+ Customer master/.test(says), `pointer says ${says}`);
    await person.picture(page, 'canvas-connecting');
    await page.mouse.up();
    const menu = page.getByRole('dialog', { name: 'Which relation?' });
    await menu.waitFor();
    const offered = await menu.getByRole('option').allInnerTexts();
    const { model } = await person.machine.ask(
      '{ model { metamodel { kind(name: "application-component") { allowedRelations(other: "application-component") { label relation { kindId } } } } } }',
    );
    const legal = new Set(
      model.metamodel.kind.allowedRelations.map(({ label, relation }) => `${relation.kindId} ${label}`),
    );
    person.expect(
      offered.length === legal.size,
      `${offered.length} of ${legal.size} offered: ${offered.join(' | ')}`,
    );
    const second = offered[1];
    await page.keyboard.press('2');
    await page
      .getByText(/^Related: /)
      .first()
      .waitFor();
    const view = await saved(person, page, VIEW);
    const made = view.connections.filter(({ relation }) =>
      ['app-ticket', 'app-crm'].every((id) => [relation?.sourceId, relation?.targetId].includes(id)),
    );
    person.expect(made.length === 1, `one line between them, picked from ${second}`);
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await edits(page, 0);
  },

  async 'boxes that nothing may relate fade, and a drop on them says why'(person) {
    const page = await openView(person, 'why-we-change');
    // ArchiMate lets anything be associated with anything; a metamodel that is stricter does not.
    const isStrict = ({ relation }) => relation.kindId === 'specialization';
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('query Rules')) return route.continue();
      const response = await route.fetch();
      const answer = await response.json();
      const { kind } = answer.data.model.metamodel;
      kind.allowedRelations = kind.allowedRelations.filter(isStrict);
      await route.fulfill({ json: answer });
    });
    const { model } = await person.machine.ask(
      `{ model { view(id: "why-we-change") { diagram { nodes { nodeId label kind shows } } } metamodel { kinds { kindId } } } }`,
    );
    const nodes = model.view.diagram.nodes.filter(({ shows }) => shows === 'element');
    const [source] = nodes;
    const illegal = [];
    for (const node of nodes) {
      if (node.nodeId === source.nodeId) continue;
      const answer = await person.machine.ask(
        'query ($a: String!, $b: String!) { model { metamodel { kind(name: $a) { allowedRelations(other: $b) { relation { kindId } } } } } }',
        { a: source.kind, b: node.kind },
      );
      if (!answer.model.metamodel.kind.allowedRelations.some(isStrict)) illegal.push(node.nodeId);
    }
    person.expect(illegal.length > 0, 'something cannot be related');
    await page.locator(`[data-node="${source.nodeId}"]`).click();
    const dot = page.locator(`.dot[data-of="${source.nodeId}"][data-side="right"]`);
    const at = await middle(dot);
    await page.waitForTimeout(1500);
    await drag(page, at, { x: at.x + 60, y: at.y + 30 }, { release: false });
    const faded = await page
      .locator('[data-faded]')
      .evaluateAll((all) => all.map(({ dataset }) => dataset.node));
    person.expect(
      faded
        .filter((id) => nodes.some(({ nodeId }) => nodeId === id))
        .sort()
        .join() === illegal.sort().join(),
      `faded ${faded} instead of ${illegal}`,
    );
    await person.picture(page, 'canvas-faded');
    await page.keyboard.press('Escape');
    person.expect((await page.locator('.connector').count()) === 0, 'Escape leaves nothing');
    await page.mouse.up();
    person.expect((await page.locator('.chooser').count()) === 0, 'and opens nothing');
    const target = page.locator(`[data-node="${illegal[0]}"]`);
    await drag(page, await middle(dot), await middle(target), { release: false });
    const reason = await page.locator('.pointer-label[data-legal="false"]').innerText();
    await page.mouse.up();
    await page.locator('.mantine-Notification-root').getByText(reason).waitFor();
  },

  async 'a relation that ends on the empty sheet makes an element of a kind that may be there'(person) {
    const page = await openView(person, VIEW);
    await box(page, 'Message gateway').click();
    const dot = page.locator('.dot[data-of="app-sms"][data-side="bottom"]');
    const from = await middle(dot);
    await drag(page, from, { x: from.x, y: from.y + 110 });
    const kinds = page.getByRole('combobox', { name: 'Relate Message gateway' });
    await kinds.waitFor();
    await kinds.fill('data object');
    await page.getByRole('option', { name: 'Data Object', exact: true }).click();
    const relation = page.getByRole('dialog', { name: 'Which relation?' });
    await relation.getByRole('option', { name: /accesses/ }).click();
    await page.getByRole('combobox', { name: 'Name: Data Object' }).fill('Text message');
    await page.getByRole('option', { name: /Create new/ }).click();
    await box(page, 'Text message').waitFor();
    await person.picture(page, 'canvas-quick-create');
    const view = await saved(person, page, VIEW);
    const node = view.nodes.find(({ element }) => element?.name === 'Text message');
    const line = view.connections.find(({ to }) => to === node?.nodeId);
    person.expect(
      line?.relation?.kindId === 'access' && line.from === 'app-sms',
      'it is accessed by the gateway',
    );
  },

  async 'with Ctrl the relation is asked for before the kind'(person) {
    const page = await openView(person, VIEW);
    await box(page, 'Message gateway').click();
    const dot = page.locator('.dot[data-of="app-sms"][data-side="bottom"]');
    const from = await middle(dot);
    await drag(page, from, { x: from.x, y: from.y + 110 }, { release: false });
    await page.keyboard.down('Control');
    await page.mouse.up();
    await page.keyboard.up('Control');
    const relation = page.getByRole('dialog', { name: 'Which relation?' });
    await relation.getByRole('option', { name: /accesses …/ }).click();
    await page.getByRole('combobox', { name: 'Relate Message gateway' }).waitFor();
    const offered = await page.getByRole('option').allInnerTexts();
    person.expect(
      offered.some((one) => one.includes('Data Object')) &&
        !offered.some((one) => one.includes('Capability')),
      `only what is accessed: ${offered.join(', ')}`,
    );
    await person.picture(page, 'canvas-relation-first');
    await page.keyboard.press('Escape');
    person.expect((await page.locator('.chooser, .connector').count()) === 0, 'Escape leaves nothing');
  },

  async 'a relation that the model has and the drawing does not is offered before a new one'(person) {
    const page = await openView(person, VIEW, { permissions: ['clipboard-read', 'clipboard-write'] });
    const between = (view) =>
      view.connections.filter(({ relation }) => relation?.relationId === 'r-app-kb-old-app-kb').length;
    await page.locator('[data-line]').first().waitFor({ state: 'attached' });
    const { model } = await person.machine.ask(
      `{ model { view(id: "${VIEW}") { connections { connectionId relation { relationId } } } } }`,
    );
    const { connectionId } = model.view.connections.find(
      ({ relation }) => relation?.relationId === 'r-app-kb-old-app-kb',
    );
    await page.locator(`[data-line="${connectionId}"]`).dispatchEvent('click');
    await page.keyboard.press('Delete');
    let view = await saved(person, page, VIEW);
    person.expect(between(view) === 0, 'the line is out of the view');
    await box(page, 'Provincial knowledge').click();
    const dot = page.locator('.dot[data-of="app-kb-old"]').first();
    await drag(page, await middle(dot), await middle(box(page, 'Knowledge base')));
    const menu = page.getByRole('dialog', { name: 'Which relation?' });
    await menu.waitFor();
    person.expect(/In the model already: show it/.test(await menu.innerText()), await menu.innerText());
    await person.picture(page, 'canvas-show-existing');
    await page.keyboard.press('1');
    await page
      .getByText(/^Shown: /)
      .first()
      .waitFor();
    view = await saved(person, page, VIEW);
    person.expect(between(view) === 1, 'the same relation is drawn again');
  },

  async 'all of it without a mouse: create, relate, rename, take back'(person) {
    const page = await openView(person, VIEW);
    const canvas = page.getByRole('application', { name: /^Drawing/ });
    await canvas.focus();
    await page.keyboard.press('/');
    await page.keyboard.type('interface');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Name: Application Interface' }).waitFor();
    await page.keyboard.type('Web chat');
    await page.getByRole('option', { name: /Create new “Web chat”/ }).waitFor();
    await page.keyboard.press('Enter');
    await box(page, 'Web chat').waitFor();
    await page.keyboard.press('c');
    await page.getByRole('combobox', { name: 'Relate Web chat' }).waitFor();
    await page.keyboard.type('online');
    await page.getByRole('option', { name: /Online service platform/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Which relation?' }).waitFor();
    await person.picture(page, 'canvas-keys-relation');
    await page.keyboard.press('1');
    await edits(page, 2);
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Web chat window');
    await page.keyboard.press('Tab');
    await page.keyboard.type('网页聊天');
    await page.keyboard.press('Enter');
    await box(page, 'Web chat window').waitFor();
    await edits(page, 3);
    const view = await saved(person, page, VIEW);
    const node = view.nodes.find(({ element }) => element?.name === 'Web chat window');
    person.expect(
      view.connections.some(
        ({ from, to }) => [from, to].includes(node?.nodeId) && [from, to].includes('app-online'),
      ),
      'related by keys',
    );
    const at = new URL(page.url()).searchParams.get('at');
    const { model } = await person.machine.ask(
      'query ($at: String, $id: String!) { model(at: $at) { element(id: $id) { names { language text } } } }',
      { at, id: node.element.elementId },
    );
    person.expect(
      model.element.names.some(({ text }) => text === '网页聊天'),
      'Tab goes to the next language',
    );
    await page.reload();
    await page.locator('.react-flow').waitFor();
    await edits(page, 3);
    for (const left of [2, 1, 0]) {
      await page.keyboard.press('Control+z');
      await edits(page, left);
    }
    await box(page, 'Web chat').waitFor({ state: 'detached' });
    for (const done of [1, 2, 3]) {
      await page.keyboard.press('Control+Shift+Z');
      await edits(page, done);
    }
    await box(page, 'Web chat window').waitFor();
  },
};
