// How much of the window a drawing has, and how its panels are folded, drawn wider and remembered.
import { box, drag, middle, openView, saved } from './canvas.mjs';

const VIEW = 'why-we-change';

const width = async (page, selector) => (await page.locator(selector).boundingBox())?.width ?? 0;

export const journeys = {
  async 'the sheet has most of the window, and [ and ] give it more'(person) {
    const page = await openView(person, VIEW);
    person.expect(
      (await width(page, '.react-flow')) >= 0.75 * 1440,
      'three quarters before anything is selected',
    );
    await box(page, 'Extreme weather').click();
    await page.locator('.inspector h2').waitFor();
    const sheet = await width(page, '.react-flow');
    person.expect(sheet >= 0.59 * 1440, `the sheet with tree and inspector: ${sheet} px`);
    await person.picture(page, 'canvas-room');
    await page.keyboard.press('[');
    await page.locator('.tree').waitFor({ state: 'detached' });
    person.expect((await width(page, '.react-flow')) > sheet + 150, 'without the tree');
    await page.keyboard.press(']');
    await page.locator('.inspector').waitFor({ state: 'detached' });
    person.expect((await width(page, '.react-flow')) > 0.9 * 1440, 'without panels');
    await page.keyboard.press(']');
    await page.keyboard.press('[');
    await page.locator('.tree').waitFor();
  },

  async 'a border that was drawn elsewhere is there in the next view and after a reload'(person) {
    const page = await openView(person, VIEW);
    await box(page, 'Extreme weather').click();
    await page.locator('.inspector h2').waitFor();
    const border = await page.getByRole('separator', { name: 'Resize', exact: true }).boundingBox();
    await page.mouse.move(border.x + 3, border.y + 300);
    await page.mouse.down();
    await page.mouse.move(border.x - 117, border.y + 300, { steps: 5 });
    await page.mouse.up();
    const drawn = await width(page, '.inspector');
    person.expect(Math.abs(drawn - 400) < 8, `drawn to ${drawn} px`);
    await page.reload();
    await page.locator('.inspector h2').waitFor();
    const after = await width(page, '.inspector');
    person.expect(Math.abs(after - drawn) < 3, `${after} px after a reload`);
  },

  async 'the palette is a strip of icons whose words lie over the sheet; pinned, it stays wide'(person) {
    const page = await openView(person, VIEW);
    const palette = page.getByRole('complementary', { name: 'Palette' });
    const sheet = await width(page, '.react-flow');
    person.expect((await width(page, '.palette-sheet')) < 45, 'a strip');
    await page.locator('.palette [data-kind="meaning"]').hover();
    await page.waitForFunction(() => document.querySelector('.palette-sheet').clientWidth > 150);
    person.expect((await width(page, '.react-flow')) === sheet, 'the sheet stays where it is');
    await person.picture(page, 'canvas-palette-open');
    // Dropped where the words were: they are gone while a kind is dragged.
    const from = await middle(page.locator('.palette [data-kind="meaning"]'));
    const { x, y } = await page.locator('.canvas').boundingBox();
    await drag(page, from, { x: x + 100, y: y + 60 });
    await page.getByRole('combobox', { name: 'Name: Meaning' }).fill('Fewer repeats');
    await page.getByRole('option', { name: /Create new “Fewer repeats”/ }).waitFor();
    await page.keyboard.press('Enter');
    await box(page, 'Fewer repeats').waitFor();
    await saved(person, page, VIEW);
    await page.keyboard.press('/');
    await page.waitForFunction(() => document.querySelector('.palette-sheet').clientWidth > 150);
    await palette.getByRole('button', { name: 'Keep the palette wide' }).click();
    person.expect((await width(page, '.react-flow')) < sheet - 100, 'it has a place of its own');
    await page.reload();
    await page.locator('.palette').waitFor();
    person.expect((await width(page, '.palette')) > 150, 'wide after a reload');
  },
};
