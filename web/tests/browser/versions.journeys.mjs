// A view is seen through time.
import { MODEL } from './person.mjs';

/** All deployments, page after page. */
async function deployments(person, after = null) {
  const query =
    'query ($after: String) { model { deployments(first: 500, after: $after) { next nodes { environment at kind result } } } }';
  const { next, nodes } = (await person.machine.ask(query, { after })).model.deployments;
  return next === null ? nodes : [...nodes, ...(await deployments(person, next))];
}

export const journeys = {
  async 'a view through time: by keys, by dragging, by play, and two commits side by side'(person) {
    const page = await person.open(`${MODEL}/v/app-cooperation`);
    await page.getByRole('button', { name: 'Through time' }).click();
    const slider = page.getByRole('slider', { name: 'Moment' });
    await slider.waitFor();
    await page.locator('.time-deployed').first().waitFor();
    const text = () => slider.getAttribute('aria-valuetext');
    person.expect((await text()).includes('Release 2026.12 approved'), 'it stands at the last commit');
    const wanted = (await deployments(person)).filter(
      ({ environment, at, kind, result }) =>
        environment === 'env-prod' &&
        at >= '2025-12-30T09:00:00Z' &&
        ['normal', 'hotfix'].includes(kind) &&
        result === 'success',
    );
    const marked = await page.locator('.time-deployed').count();
    person.expect(
      marked === wanted.length && marked > 50,
      `${marked} deployments to production, not ${wanted.length}`,
    );
    await slider.focus();
    await page.keyboard.press('Home');
    const picture = page.locator('.time-pictures img');
    await picture.waitFor();
    await page.waitForFunction(() => document.querySelector('.time-pictures img')?.naturalWidth > 0);
    person.expect(
      (await text()).includes('What there is, and why it has to change'),
      'it says which commit it stands at',
    );
    await person.picture(page, 'slider');
    await person.accessible(page, 'time slider');
    const first = await picture.getAttribute('src');
    const box = await slider.boundingBox();
    const line = await page.locator('.time-line').boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(line.x + line.width * 0.5, line.y + 15, { steps: 5 });
    await page.mouse.up();
    person.expect((await picture.getAttribute('src')) !== first, 'dragging shows another commit');
    // Any day: what was committed by the end of it holds, and no later commit.
    await page.getByLabel('Moment: day').fill('2026-07-20');
    person.expect((await text()).includes('req-103: in each hour'), `on 20 July: ${await text()}`);
    await slider.focus();
    for (let day = 0; day < 7; day += 1) await page.keyboard.press('ArrowLeft');
    person.expect((await text()).includes('Release 2026.03'), `a week before: ${await text()}`);
    person.expect(/deployed last: pkg:.*Jul 6, 2026/.test(await text()), `what ran then: ${await text()}`);
    await page.keyboard.press('PageUp');
    person.expect((await text()).includes('req-103: in each hour'), `the next commit: ${await text()}`);
    await person.picture(page, 'slider-day');
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction(() =>
      document.querySelector('[role=slider]').ariaValueText.includes('2026.03'),
    );
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('switch', { name: 'Compare two' }).check({ force: true });
    await page.getByRole('slider', { name: 'Before' }).focus();
    await page.keyboard.press('Home');
    await page.getByRole('slider', { name: 'After' }).focus();
    await page.keyboard.press('End');
    await page.locator('.diff-pane svg').nth(1).waitFor();
    await page.locator('.diff-mark').first().waitFor();
    await person.picture(page, 'slider-two');
    await person.accessible(page, 'time slider with two handles');
    // The address leads to the same two moments.
    await page.waitForURL(/time=now.*since=2025-12-30|since=2025-12-30.*time=now/);
    await page.reload();
    await page.locator('.diff-mark').first().waitFor();
    person.expect((await page.getByRole('slider').count()) === 2, 'two handles after a reload');
    await page.getByRole('link', { name: 'All changes' }).click();
    await page.waitForURL(/\/compare\?.*before=/);
  },

  async 'a version of the past is opened from the menu by its date, and left again'(person) {
    const page = await person.open(`${MODEL}/v/app-cooperation`, { language: 'zh', scheme: 'dark' });
    await page.getByRole('button', { name: '版本' }).click();
    await page.getByRole('menuitem', { name: 'plateau-2025' }).waitFor();
    await person.picture(page, 'version-menu-zh');
    await person.accessible(page, 'version menu');
    await page.getByRole('menuitem', { name: '按日期查看…' }).click();
    await page.getByRole('textbox', { name: '日期' }).fill('2026-08-01');
    await page.getByRole('button', { name: '显示', exact: true }).click();
    await page.getByText(/您正在查看 2026-08-01/).waitFor();
    await person.picture(page, 'past-zh');
    await page.getByRole('link', { name: '与当前比较' }).click();
    await page.waitForURL(/compare\?before=2026-08-01/);
    await page.getByRole('tab', { name: '摘要' }).waitFor();
    await page
      .getByText(/^元素 /)
      .first()
      .waitFor();
  },
};
