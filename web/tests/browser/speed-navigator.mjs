// How fast the application is on large models: `node tests/browser/speed-navigator.mjs small.git large.git`.
// Not a test: it prints numbers. SMALL is about 10,000 elements, LARGE about 100,000. PREVIEW=1 as in run.mjs.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { Machine, ROOT } from './machine.mjs';
import { Person, launch } from './person.mjs';

const [small, large] = process.argv.slice(2);
const assets = join(ROOT, 'web/dist/app');

/** Scripts that the page names, and those that they import before anything runs. */
function initialScripts() {
  const seen = new Set();
  const add = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(join(assets, file), 'utf8');
    for (const [, name] of text.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)) add(`assets/${name}`);
  };
  const page = readFileSync(join(assets, 'index.html'), 'utf8');
  for (const [, name] of page.matchAll(/\/app\/(assets\/[\w-]+\.js)/g)) add(name);
  return [...seen];
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(0)} KB`;
}

async function heap(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return `${(usedSize / 1024 / 1024).toFixed(0)} MB`;
}

/** Milliseconds from the last key to what it leads to. */
async function typed(page, field, text, isThere) {
  await field.fill(text.slice(0, -1));
  await page.waitForTimeout(1500);
  const begun = Date.now();
  await field.press(text.at(-1));
  await isThere();
  return Date.now() - begun;
}

async function open(person, machine, path, ready) {
  const begun = Date.now();
  const page = await person.open(path, {});
  await ready(page);
  return { page, time: Date.now() - begun };
}

async function measure(browser, repository, label) {
  const machine = await Machine.start((folder) => [repository, '--data', folder]);
  const { models } = await machine.ask('{ models { name stats { elements views } } }');
  const [{ name, stats }] = models;
  const person = new Person(browser, machine);
  const at = `/app/m/${name}`;
  console.log(`${label}: ${stats.elements} elements, ${stats.views} views`);
  const tree = (page) => page.getByRole('treeitem').first().waitFor();
  const cold = await open(person, machine, at, tree);
  console.log(`  tree usable (first visit after start): ${cold.time} ms`);
  const { page, time } = await open(person, machine, at, tree);
  console.log(`  tree usable (again): ${time} ms`);
  const { model } = await machine.ask('{ model { views(first: 1) { nodes { viewId } } } }');
  const view = model.views.nodes[0]?.viewId;
  if (view) {
    const drawn = (one) => one.locator('[data-node]').first().waitFor();
    console.log(`  a view drawn: ${(await open(person, machine, `${at}/v/${view}`, drawn)).time} ms`);
  }
  const field = page.getByRole('textbox', { name: 'Search elements' });
  const answered = () => page.locator('.navigator [role="status"]').filter({ hasText: /\d/ }).waitFor();
  const tries = [];
  for (const word of ['portal', 'meter', 'analysis']) tries.push(await typed(page, field, word, answered));
  console.log(`  a key in the tree's search (with its pause of 120 ms): ${tries.join(', ')} ms`);
  await field.fill('');
  await tree(page);
  await page.getByRole('tree').focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByPlaceholder('Name, id, or > for commands');
  const found = () => page.locator('.mantine-Spotlight-action .kind-mark').first().waitFor();
  const keys = [];
  for (const word of ['gateway', 'planning']) keys.push(await typed(page, palette, word, found));
  console.log(`  a key in Ctrl+K (with its pause of 80 ms): ${keys.join(', ')} ms`);
  await page.keyboard.press('Escape');
  const begun = Date.now();
  const root = page.getByRole('tree');
  await root.focus();
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
    await page.keyboard.press(key);
  await page.waitForFunction(
    () => document.querySelector('[role="treeitem"][aria-level="3"] .tree-name')?.textContent !== '…',
  );
  console.log(`  a group opened down to its elements: ${Date.now() - begun} ms`);
  console.log(`  heap of the tab: ${await heap(page)}`);
  for (const failure of person.failures) console.log(`  ! ${failure}`);
  await person.leave();
  await machine.stop();
}

const scripts = initialScripts().map((file) => readFileSync(join(assets, file)));
const sizes = scripts.map((text) => gzipSync(text).length);
console.log(`initial scripts: ${scripts.length} files, ${kilobytes(sizes.reduce((a, b) => a + b, 0))} gzip`);
console.log(`all files: ${readdirSync(join(assets, 'assets')).length}`);
const browser = await launch();
if (small) await measure(browser, small, 'small');
if (large) await measure(browser, large, 'large');
await browser.close();
