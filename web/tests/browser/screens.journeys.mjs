// Every page: drawn without complaint, accessible, readable at 200% and on a phone.
import { SCREENS } from './screens.mjs';

const WINDOW = { width: 1440, height: 900 };
const NARROW = [
  ['200%', { width: 720, height: 450 }],
  ['phone', { width: 390, height: 800 }],
];

async function look(person, language, scheme) {
  const page = await person.open(SCREENS[0][1], { language, scheme });
  for (const [name, path] of SCREENS) {
    const what = `${name}-${language}-${scheme}`;
    try {
      await page.setViewportSize(WINDOW);
      await person.go(page, path);
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

export const journeys = {
  'every page in English, light': (person) => look(person, 'en', 'light'),
  'every page in Chinese, dark': (person) => look(person, 'zh', 'dark'),
};
