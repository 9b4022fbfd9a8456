// Every page in every language and scheme, on a phone and at 200%.
import { SCREENS } from './screens.mjs';

export const journeys = {
  async 'every screen in both languages and schemes is drawn and accessible'(person) {
    for (const [name, path] of SCREENS) {
      for (const [language, scheme] of [
        ['en', 'light'],
        ['zh', 'dark'],
      ]) {
        const page = await person.open(path, { language, scheme });
        await person.accessible(page, `${name} ${language} ${scheme}`);
        await person.picture(page, `${name}-${language}-${scheme}`);
      }
    }
  },

  async 'screens are readable on a phone'(person) {
    for (const [name, path] of SCREENS.slice(0, 4)) {
      const page = await person.open(path.split('?')[0], { language: 'zh', width: 390, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      person.expect(!wide, `${name}: wider than a phone`);
      await person.picture(page, `${name}-phone`);
    }
  },
};
