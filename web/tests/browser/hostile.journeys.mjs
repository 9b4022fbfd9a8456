// Names with markup, control and direction characters, and of great length, are text on every screen.
import { NAMES, OVERRIDE, prepareHostile } from './hostile.mjs';
import { MODEL } from './person.mjs';

export const prepare = prepareHostile;

const IDS = Object.keys(NAMES);
const APP = 'h-application-component';
const SCREENS = [
  '',
  '?by=kind',
  ...IDS.map((id) => `/e/${APP}-${id}`),
  '/e/h-application-component-markup?tab=yaml',
  '/views',
  '/v/h-view',
  '/v/h-view?as=list',
  `/v/h-view?sel=${APP}-markup`,
  `/v/h-view?sel=${APP}-bidi&tab=yaml`,
  `/v/h-view?sel=${APP}-bidi&tab=history`,
  `?sel=${IDS.map((id) => `${APP}-${id}`).join('+')}`,
  '/zachman?row=3&col=how',
  '/zachman?mode=align',
  '/zachman?classify=true',
  '/catalogs',
  '/catalog/application-component',
  '/catalog/requirement',
  '/matrix?rows=application-component&columns=data-object',
  '/maps',
  '/map/landscape?color=lifecycle',
  '/map/landscape?as=list',
  '/map/capability-map?color=owner',
  ...IDS.map((id) => `/impact/${APP}-${id}`),
  `/impact/${APP}-markup?to=app-ticket`,
  '/adm?phase=C',
  '/health',
  '/health?tab=complete',
  '/branches',
  '/history',
  '/history/hostile',
  '/compare?before=main&after=hostile',
  '/compare?before=main&after=hostile&tab=diagram',
  '/compare?before=main&after=hostile&tab=diagram&mode=overlay&view=h-view',
  '/compare?before=main&after=hostile&tab=elements',
  '/compare?before=main&after=hostile&tab=files',
  '/compare?before=main&after=hostile&tab=checks',
  '/compare?before=main&after=hostile&tab=impact',
  '/board',
  '/board?show=table',
  '/board?show=trace',
  '/requirement/h-requirement-markup',
  '/requirement/h-requirement-bidi',
  '/intake',
  '/intake?tab=needs',
  '/delivery',
  '/trials',
  '/unmatched',
];

/** Nothing ran, nothing was drawn of it, nothing is too wide, and what turns text round turns nothing else. */
async function harmless(person, page, what) {
  const { hasRun, drawn, turned } = await page.evaluate((override) => {
    const isWall = (element) => {
      const { display, unicodeBidi } = getComputedStyle(element);
      return (display !== 'inline' && display !== 'contents') || /isolate|plaintext/.test(unicodeBidi);
    };
    const turned = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(override);
      // An image's text and an editor's lines have a direction of their own.
      if (at < 0 || node.parentElement.closest('svg, .cm-content, option, script, style')) continue;
      let wall = node.parentElement;
      while (!isWall(wall)) wall = wall.parentElement;
      // Alone is a name, or a sentence of the server; the application's own sentences isolate what they take in.
      const isOwnSentence = !/^.?(abc|hostile-)/.test(node.data.trim()) && !wall.matches('bdi');
      const isAlone = wall.textContent.trim() === node.data.trim() && !isOwnSentence;
      const open = node.data.lastIndexOf('\u2068', at);
      const isWrapped = open >= 0 && node.data.indexOf('\u2069', at) > at;
      if (!isAlone && !isWrapped) turned.push(wall.outerHTML.slice(0, 240));
    }
    return {
      hasRun: globalThis.hacked !== undefined,
      drawn: document.querySelectorAll('[data-hostile], a[href^="javascript:"], [onerror], [onload]').length,
      turned,
    };
  }, OVERRIDE);
  person.expect(!hasRun, `${what}: something ran`);
  person.expect(drawn === 0, `${what}: ${drawn} elements were made of text`);
  person.expect(turned.length === 0, `${what}: ${turned.length} turn their neighbours round: ${turned[0]}`);
  await person.fits(page, what);
}

/** Screens of the model of somebody who means harm, in a language and a window. */
async function visit(person, options) {
  const page = await person.open('/app/', options);
  for (const [index, screen] of SCREENS.entries()) {
    const path = `${MODEL}${screen}${screen.includes('?') ? '&' : '?'}at=hostile`;
    try {
      await person.go(page, path);
      await harmless(person, page, `${screen} ${options.language}`);
      await person.picture(page, `hostile-${options.language}-${index}`);
    } catch (error) {
      person.failures.push(`${screen} ${options.language}: ${error.message.split('\n')[0]}`);
    }
  }
}

export const journeys = {
  'hostile text is text on every screen, in English': (person) => visit(person, { language: 'en' }),
  'hostile text is text on every screen, in Chinese, on a phone': (person) =>
    visit(person, { language: 'zh', scheme: 'dark', width: 390, height: 800 }),

  async 'hostile text is text in the tree, the palette, menus and dialogs'(person) {
    const page = await person.open(`${MODEL}?at=hostile`);
    await page.getByRole('textbox', { name: 'Search elements' }).fill(APP);
    // Not the tree that stood there before.
    const found = page.getByRole('tree', { name: 'Elements found' });
    await found.getByRole('treeitem').first().waitFor();
    await harmless(person, page, 'tree');
    await found.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu').waitFor();
    await harmless(person, page, 'menu');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    for (const [words, name] of [
      ['img src', '<img'],
      ['abc', 'abc'],
    ]) {
      await page.getByPlaceholder('Name, id, or > for commands').fill(words);
      await page.locator('.found-name', { hasText: name }).first().waitFor();
      await harmless(person, page, `palette: ${words}`);
      await person.picture(page, `hostile-palette-${words.slice(0, 3)}`);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Version' }).click();
    await page.getByRole('menuitem').first().waitFor();
    await harmless(person, page, 'versions');
    await person.picture(page, 'hostile-versions');
    for (const id of IDS) {
      await person.go(page, `${MODEL}/e/${APP}-${id}?at=hostile`);
      await page.getByRole('button', { name: 'Delete element' }).click();
      await page.getByRole('dialog').waitFor();
      await harmless(person, page, `delete ${id}`);
      await person.picture(page, `hostile-delete-${id}`);
    }
  },
};
