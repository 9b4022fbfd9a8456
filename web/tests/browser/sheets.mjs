// Pictures for the documentation: `node tests/browser/sheets.mjs FOLDER [names ...]` writes one JPEG for each page, with the page in
// English and Chinese, light and dark, beside each other.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Machine } from './machine.mjs';
import { Person, launch } from './person.mjs';
import { SCREENS, addressOf } from './screens.mjs';

const [folder, ...names] = process.argv.slice(2);
if (!folder) throw new Error('which folder?');
mkdirSync(folder, { recursive: true });
const VARIANTS = [
  ['en', 'light'],
  ['zh', 'light'],
  ['en', 'dark'],
  ['zh', 'dark'],
];
const wanted = SCREENS.filter(([name]) => names.length === 0 || names.includes(name));
const shots = new Map(wanted.map(([name]) => [name, []]));

const browser = await launch();
const machine = await Machine.start();
const person = new Person(browser, machine);
for (const [language, scheme] of VARIANTS) {
  const page = await person.open('/app/', { language, scheme, width: 1280, height: 800 });
  for (const screen of wanted) {
    const [name] = screen;
    await person.go(page, await addressOf(screen, machine));
    // Charts and pictures come a little later.
    await page.waitForTimeout(500);
    shots.get(name).push((await page.screenshot()).toString('base64'));
  }
  await person.leave();
}

const sheet = await browser.newPage({ viewport: { width: 1288, height: 808 } });
for (const [name, pictures] of shots) {
  const cells = pictures.map((data) => `<img src="data:image/png;base64,${data}">`).join('');
  await sheet.setContent(
    `<style>body{margin:0;display:grid;grid-template:repeat(2,400px)/repeat(2,640px);gap:8px;background:#888}
    img{width:640px;height:400px}</style>${cells}`,
  );
  await sheet.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 72 });
}
await machine.stop();
await browser.close();
for (const failure of person.failures) console.log(`- ${failure}`);
console.log(`${shots.size} pictures in ${folder}`);
