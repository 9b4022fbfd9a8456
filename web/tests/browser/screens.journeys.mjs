// Every page: drawn without complaint, accessible, readable at 200% and on a phone.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './machine.mjs';
import { SCREENS, addressOf } from './screens.mjs';

const WINDOW = { width: 1440, height: 900 };
const NARROW = [
  ['200%', { width: 720, height: 450 }],
  ['phone', { width: 390, height: 800 }],
];

async function look(person, language, scheme) {
  const page = await person.open('/app/', { language, scheme });
  for (const screen of SCREENS) {
    const [name] = screen;
    const what = `${name}-${language}-${scheme}`;
    try {
      await page.setViewportSize(WINDOW);
      await person.go(page, await addressOf(screen, person.machine));
      await person.accessible(page, what);
      await person.fits(page, what);
      await person.picture(page, what);
      for (const [how, size] of NARROW) {
        await page.setViewportSize(size);
        await person.fits(page, `${what} at ${how}`);
        await person.picture(page, `${what}-${how.replace('%', '')}`);
      }
    } catch (error) {
      person.failures.push(`${what}: ${error.message.split('\n')[0]}`);
    }
  }
}

/** Addresses as the router has them: `/m/$model/e/$element`. */
function routes() {
  const folder = join(ROOT, 'web/src/app/routes');
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const paths = texts.flatMap((text) => [
    ...text.matchAll(/getParentRoute: \(\) => (\w+),\s+path: '([^']+)'/g),
  ]);
  return paths.map(([, parent, path]) =>
    (parent === 'model' ? `/m/$model${path}` : path).replace(/(.)\/$/, '$1'),
  );
}

export const journeys = {
  async 'every address of the router has a page in the list'(person) {
    const pages = await Promise.all(SCREENS.map((screen) => addressOf(screen, person.machine)));
    const paths = pages.map((page) =>
      page
        .replace(/^\/app/, '')
        .split('?')[0]
        .replace(/(.)\/$/, '$1'),
    );
    const all = routes();
    person.expect(all.length > 30, `${all.length} routes found`);
    for (const route of all) {
      const pattern = new RegExp(`^${route.replace(/\$\w+/g, '[^/]+')}$`);
      person.expect(
        paths.some((path) => pattern.test(path)),
        `no page of ${route} in screens.mjs`,
      );
    }
  },

  'every page in English, light': (person) => look(person, 'en', 'light'),
  'every page in Chinese, dark': (person) => look(person, 'zh', 'dark'),
};
