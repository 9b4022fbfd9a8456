// How fast a large canvas is: `node tests/browser/speed.mjs [boxes ...]`, by default 300 and 1000. Makes a model with
// one view of that many boxes in a folder, serves it, and prints the time to the first picture and of the frames while
// the sheet is panned and a box is dragged. Not a test: machines differ.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ARCHWEAVE, Machine } from './machine.mjs';
import { launch } from './person.mjs';

const KINDS = ['application-component', 'application-service', 'data-object', 'technology-service'];
const WIDE = 30;

/** A model of boxes in rows, each related with its neighbours. */
function write(folder, count) {
  const file = (path, text) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  file('archweave.yaml', 'format: 1\nname: Speed\nlanguages: [en]\nrules: { level: off }\n');
  const ids = Array.from({ length: count }, (_, index) => `e${index}`);
  const lines = [];
  ids.forEach((id, index) => {
    const others = [index + 1, index + WIDE].filter((other) => other < count);
    const relations = others.map((other) => {
      lines.push({ id: `c${lines.length}`, relation: `r-${index}-${other}`, from: id, to: `e${other}` });
      return `  - { id: r-${index}-${other}, kind: association, to: e${other} }`;
    });
    const list = relations.length > 0 ? `relations:\n${relations.join('\n')}\n` : '';
    file(
      `elements/${id}.yaml`,
      `id: ${id}\nkind: ${KINDS[index % KINDS.length]}\nname: Element number ${index}\n${list}`,
    );
  });
  const content = ids.map((id) => `  - { node: ${id}, element: ${id} }`).join('\n');
  const connections = lines.map(
    ({ id, relation, from, to }) => `  - { id: ${id}, relation: ${relation}, from: ${from}, to: ${to} }`,
  );
  file(
    'views/all.yaml',
    `id: all\nname: All\ncontent:\n${content}\nconnections:\n${connections.join('\n')}\n`,
  );
  const places = ids.map(
    (id, index) => `  ${id}: { x: ${(index % WIDE) * 180}, y: ${Math.floor(index / WIDE) * 110} }`,
  );
  file('layouts/all.yaml', `view: all\nnodes:\n${places.join('\n')}\n`);
}

/** Times between frames while something is done. */
async function frames(page, act) {
  await page.evaluate(() => {
    globalThis.times = [];
    let before = performance.now();
    const next = (now) => {
      globalThis.times.push(now - before);
      before = now;
      globalThis.frame = requestAnimationFrame(next);
    };
    globalThis.frame = requestAnimationFrame(next);
  });
  await act();
  const times = await page.evaluate(() => {
    cancelAnimationFrame(globalThis.frame);
    return globalThis.times.slice(1);
  });
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]?.toFixed(1);
  return `${times.length} frames, median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`;
}

async function move(page, from, by, steps) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= steps; step += 1) {
    await page.mouse.move(from.x + (by.x * step) / steps, from.y + (by.y * step) / steps);
  }
  await page.mouse.up();
}

const counts = process.argv.slice(2).map(Number);
const browser = await launch();
for (const count of counts.length > 0 ? counts : [300, 1000]) {
  const machine = await Machine.start((folder) => {
    write(join(folder, 'model'), count);
    const repository = join(folder, 'speed.git');
    execFileSync(ARCHWEAVE, ['import', join(folder, 'model'), '--into', repository], { stdio: 'ignore' });
    return [repository];
  });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    const { models } = await machine.ask('{ models { name } }');
    const begun = Date.now();
    await page.goto(`${machine.base}/app/m/${models[0].name}/v/all`);
    await page.locator('[data-node] svg').first().waitFor({ timeout: 120_000 });
    console.log(`${count} boxes: first picture after ${Date.now() - begun} ms`);
    await page.waitForTimeout(1000);
    const { x, y, width, height } = await page.locator('.canvas').boundingBox();
    const middle = { x: x + width / 2, y: y + height / 2 };
    await page.keyboard.down('Space');
    console.log('  pan: ', await frames(page, () => move(page, middle, { x: -300, y: -200 }, 60)));
    await page.keyboard.up('Space');
    const box = await page.locator('[data-node]').nth(5).boundingBox();
    const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    console.log('  drag:', await frames(page, () => move(page, from, { x: 200, y: 150 }, 60)));
  } finally {
    await machine.stop();
  }
}
await browser.close();
