// Does in Chromium what people do: `node tests/browser/run.mjs [words of a file or title ...]`.
// Each file of journeys has a server of its own. PICTURES=folder keeps screenshots, PREVIEW=1 tests the build in
// `dist/` before a server that has another one in it. Says what failed, and ends with 1 if something did.
import { readdirSync } from 'node:fs';
import process from 'node:process';
import { Machine } from './machine.mjs';
import { Person, launch } from './person.mjs';

const words = process.argv.slice(2);
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.journeys.mjs'));
const browser = await launch();
let checks = 0;
let done = 0;
const failures = [];

for (const file of files.sort()) {
  const { journeys, prepare } = await import(`./${file}`);
  const isWanted = (title) => words.length === 0 || words.some((word) => `${file} ${title}`.includes(word));
  const wanted = Object.entries(journeys).filter(([title]) => isWanted(title));
  if (wanted.length === 0) continue;
  const machine = await Machine.start(prepare);
  for (const [title, journey] of wanted) {
    const person = new Person(browser, machine);
    const begun = Date.now();
    try {
      await journey(person);
    } catch (error) {
      person.failures.push(error.message.split('\n').slice(0, 8).join(' '));
      const page = person.contexts.at(-1)?.pages().at(-1);
      if (page) await person.picture(page, `failed-${title.replace(/\W+/g, '-')}`).catch(() => undefined);
    }
    await person.leave();
    const isGood = person.failures.length === 0;
    console.log(`${isGood ? 'ok    ' : 'FAILED'} ${file}: ${title} (${Date.now() - begun} ms)`);
    for (const failure of person.failures) console.log(`  - ${failure}`);
    failures.push(...person.failures);
    checks += person.checks;
    done += 1;
  }
  await machine.stop();
}
await browser.close();
console.log(`${done} journeys, ${checks} checks, ${failures.length} failures`);
process.exit(failures.length === 0 && done > 0 ? 0 : 1);
