// A box whose element somebody removed with git: it stays as a ghost until it is taken out, or its element is brought back.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { box, openView } from './canvas.mjs';

const VIEW = 'why-we-change';
const GONE = 'drv-weather';

/** Removes the element's file on a branch of its own, as a colleague with an editor would. */
function removed(machine, branch) {
  const clone = join(machine.folder, `clone-${branch}`);
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=Wang', '-c', 'user.email=wang@example.org', '-C', clone, ...args], {
      stdio: 'ignore',
    });
  execFileSync('git', ['clone', '-q', join(machine.folder, 'customer-centre.git'), clone], {
    stdio: 'ignore',
  });
  git('checkout', '-q', '-b', branch);
  git('rm', '-q', `elements/motivation/driver/${GONE}.yaml`);
  git('commit', '-qm', 'Remove the weather');
  git('push', '-q', 'origin', branch);
}

/** Waits until the server has the branch, and what its view shows of the box. */
async function shows(machine, at) {
  for (let tries = 0; ; tries += 1) {
    const answer = await machine
      .ask(
        'query ($at: String, $id: String!) { model(at: $at) { view(id: $id) { diagram { nodes { nodeId shows } } } } }',
        {
          at,
          id: VIEW,
        },
      )
      .catch(() => null);
    const node = answer?.model.view.diagram.nodes.find(({ nodeId }) => nodeId === GONE);
    if (answer || tries > 50) return node?.shows;
    await new Promise((done) => setTimeout(done, 200));
  }
}

export const journeys = {
  async 'a box whose element was removed is a ghost, and Restore brings the element back with its relations'(
    person,
  ) {
    removed(person.machine, 'hasty');
    person.expect((await shows(person.machine, 'hasty')) === 'missing', 'the server knows of it');
    const page = await openView(person, VIEW, { at: 'hasty' });
    await page.locator(`[data-node="${GONE}"]`).click();
    const state = page.getByText(/drv-weather was removed from the model: it is not in hasty@[0-9a-f]{7}\./);
    await state.waitFor();
    await person.picture(page, 'canvas-ghost');
    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    await box(page, 'Extreme weather').waitFor();
    person.expect((await shows(person.machine, 'hasty')) === 'element', 'it is back');
    await state.waitFor({ state: 'detached' });
    await person.picture(page, 'canvas-ghost-restored');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.locator(`[data-node="${GONE}"][data-shows="missing"]`).waitFor();
  },

  async 'a ghost is removed from the view, and the model stays as it is'(person) {
    removed(person.machine, 'tidy');
    await shows(person.machine, 'tidy');
    const page = await openView(person, VIEW, { at: 'tidy', language: 'zh' });
    await page.locator(`[data-node="${GONE}"]`).click();
    await page.getByText(/已从模型中删除/).waitFor();
    await person.picture(page, 'canvas-ghost-zh');
    await page.getByRole('button', { name: '从视图中移除', exact: true }).click();
    await page.locator(`[data-node="${GONE}"]`).waitFor({ state: 'detached' });
    await page.getByText(/^已保存/).waitFor();
    person.expect(
      (await shows(person.machine, new URL(page.url()).searchParams.get('at'))) === undefined,
      'gone',
    );
  },
};
