// Servers of the tests: each serves a copy of the example of its own, on a free port, and may be killed and started again.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

export const ROOT = resolve(import.meta.dirname, '../../..');
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');
export const ARCHWEAVE = process.env.ARCHWEAVE ?? join(TARGET, 'debug/archweave');

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function answers(address, patience = 60_000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      const { ok } = await fetch(address, { signal: AbortSignal.timeout(5000) });
      if (ok) return;
    } catch {
      // Not yet.
    }
    if (Date.now() > end) throw new Error(`${address} does not answer`);
    await wait(100);
  }
}

/** The example with its branches and what happened in its year, made once for all tests. */
export function seed() {
  const folder = join(TARGET, 'browser/seed');
  if (existsSync(join(folder, 'year.ndjson'))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const run = (file, ...args) =>
    execFileSync(file, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const repository = join(folder, 'customer-centre.git');
  const database = join(folder, 'archweave.db');
  run('.ci/seed-example', repository);
  run('node', 'examples/year/generate.mjs', join(folder, 'year.new'));
  run(
    ARCHWEAVE,
    'record',
    'replay',
    join(folder, 'year.new'),
    '--database',
    database,
    '--repository',
    repository,
  );
  run(ARCHWEAVE, 'reindex', repository, '--database', database);
  cpSync(join(folder, 'year.new'), join(folder, 'year.ndjson'));
  return folder;
}

/** A server and its folder. */
export class Machine {
  /** A copy of the example, or what `prepare(folder)` lays into an empty folder and returns as arguments of `serve`. */
  static async start(prepare) {
    const machine = new Machine();
    machine.folder = mkdtempSync(join(tmpdir(), 'archweave-browser-'));
    if (prepare) {
      machine.args = await prepare(machine.folder);
    } else {
      cpSync(seed(), machine.folder, { recursive: true });
      machine.args = [join(machine.folder, 'customer-centre.git')];
    }
    machine.port = await freePort();
    await machine.run();
    machine.base = `http://127.0.0.1:${machine.port}`;
    if (process.env.PREVIEW) await machine.preview();
    return machine;
  }

  /** Starts the server, after a `kill` on the same port. */
  async run() {
    this.process = spawn(ARCHWEAVE, ['serve', ...this.args, '--listen', `127.0.0.1:${this.port}`], {
      stdio: ['ignore', 'ignore', process.env.VERBOSE ? 'inherit' : 'ignore'],
    });
    await answers(`http://127.0.0.1:${this.port}/graphql?query=%7Bversion%7D`).catch(() =>
      answers(`http://127.0.0.1:${this.port}/`),
    );
  }

  /** The application of this checkout before a server that has another one in it. */
  async preview() {
    const port = await freePort();
    this.front = spawn(
      'npx',
      ['vite', 'preview', '--port', `${port}`, '--strictPort', '--host', '127.0.0.1'],
      {
        cwd: join(ROOT, 'web'),
        env: { ...process.env, ARCHWEAVE_SERVER: `http://127.0.0.1:${this.port}` },
        stdio: 'ignore',
        detached: true,
      },
    );
    this.base = `http://127.0.0.1:${port}`;
    await answers(`${this.base}/app/`);
  }

  /** Ends the server as a cut of power would. */
  kill() {
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGKILL');
    return ended;
  }

  async stop() {
    await this.kill();
    if (this.front) process.kill(-this.front.pid);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What the API answers. */
  async ask(query, variables = {}) {
    const answer = await fetch(`http://127.0.0.1:${this.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await answer.json();
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  }
}
