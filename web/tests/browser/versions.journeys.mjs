// A view is seen through time.
import { MODEL } from './person.mjs';

export const journeys = {
  async 'a view through time: by keys, by dragging, by play, and two commits side by side'(person) {
    const page = await person.open(`${MODEL}/v/app-cooperation`);
    await page.getByRole('button', { name: 'Through time' }).click();
    const slider = page.getByRole('slider', { name: 'Commit' });
    await slider.waitFor();
    person.expect(
      (await slider.getAttribute('aria-valuenow')) === '6',
      'it stands at the last of seven commits',
    );
    await slider.focus();
    await page.keyboard.press('Home');
    const picture = page.locator('.time-pictures img');
    await picture.waitFor();
    await page.waitForFunction(() => document.querySelector('.time-pictures img')?.naturalWidth > 0);
    person.expect(
      (await slider.getAttribute('aria-valuetext')).includes('What there is, and why it has to change'),
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
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction(() => document.querySelector('[role=slider]').ariaValueNow === '2');
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
