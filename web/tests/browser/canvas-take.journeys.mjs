// What comes onto the canvas from elsewhere, and what is said before something leaves the model.
import { box, edits, openView, saved } from './canvas.mjs';

const VIEW = 'technology';

export const journeys = {
  async 'an element comes onto the canvas from the search and from the tree'(person) {
    const page = await openView(person, VIEW);
    await page.getByRole('application', { name: /^Drawing/ }).focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Work-order system');
    await page
      .getByRole('button', { name: /Work-order system/ })
      .first()
      .waitFor();
    await page.keyboard.press('Alt+Enter');
    await box(page, 'Work-order system').waitFor();
    await edits(page, 1);
    person.expect(page.url().includes(`/v/${VIEW}`), 'the view is still there');

    const tree = page.getByRole('tree');
    await tree.getByText('Application', { exact: true }).click();
    const row = tree.locator('[role="treeitem"][aria-level="2"]').nth(1);
    const name = await row.locator('.tree-name').first().innerText();
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: /Add to the view/ }).click();
    await box(page, name).waitFor();
    await person.picture(page, 'canvas-taken');
    const view = await saved(person, page, VIEW);
    for (const taken of ['Work-order system', name]) {
      person.expect(
        view.nodes.some(({ element }) => element?.name === taken),
        `${taken} is in the view`,
      );
    }
  },

  async 'the question before a deletion names what goes with it'(person) {
    const page = await openView(person, 'app-cooperation');
    await box(page, 'Provincial knowledge').click();
    await page.keyboard.press('Shift+Delete');
    const dialog = page.getByRole('dialog', { name: /Delete Provincial knowledge/ });
    await dialog.getByRole('heading', { name: 'Relations' }).waitFor();
    const { model } = await person.machine.ask(
      '{ model { element(id: "app-kb-old") { views { name } relations(first: 200) { nodes { other { name } } } } } }',
    );
    const { views, relations } = model.element;
    const text = await dialog.innerText();
    for (const { name } of views.slice(0, 6)) person.expect(text.includes(name), `the view ${name} is named`);
    for (const { other } of relations.nodes.slice(0, 6)) {
      person.expect(text.includes(other.name), `the relation with ${other.name} is named`);
    }
    await page.waitForTimeout(600);
    await person.accessible(page, 'delete');
    await person.picture(page, 'canvas-delete');
    person.expect(
      await dialog.getByRole('button', { name: 'Delete element' }).isEnabled(),
      'it may be deleted',
    );
  },

  async 'a deletion that the server would refuse is not offered'(person) {
    const page = await openView(person, 'app-cooperation');
    const reason = 'something else needs it';
    // No element of the example is refused, so the answer to the trial is another one.
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('TryChanges')) return route.continue();
      const diagnostics = [
        { __typename: 'Diagnostic', code: 'AW0001', message: reason, help: 'change that first' },
      ];
      const commitChanges = { __typename: 'CommitRefused', reason, diagnostics };
      await route.fulfill({ json: { data: { commitChanges } } });
    });
    await box(page, 'Provincial knowledge').click();
    await page.keyboard.press('Shift+Delete');
    const dialog = page.getByRole('dialog', { name: /Delete Provincial knowledge/ });
    await dialog.getByText(/something else needs it change that first/).waitFor();
    await person.picture(page, 'canvas-delete-refused');
    person.expect(
      await dialog.getByRole('button', { name: 'Delete element' }).isDisabled(),
      'it may not be deleted',
    );
  },
};
