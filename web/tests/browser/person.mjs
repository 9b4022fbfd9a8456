// A person with a browser: opens pages, looks, and says what is wrong.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

export const MODEL = '/app/m/customer-centre';

/** One for all tests: each page has a context of its own. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
}

export class Person {
  checks = 0;
  failures = [];

  constructor(browser, machine) {
    this.browser = browser;
    this.machine = machine;
    this.contexts = [];
  }

  expect(holds, what) {
    this.checks += 1;
    if (!holds) this.failures.push(what);
  }

  /** A page in a language and a scheme; what it complains of is a failure, but for `mayFail`, a pattern. */
  async open(path, options = {}) {
    const { language = 'en', scheme = 'light', width = 1440, height = 900, mayFail, ...others } = options;
    const context = await this.browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      ...others,
    });
    this.contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.failures.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      const text = message.text();
      // A line that a test cuts, or a server that it kills.
      const isExpected = /ERR_FAILED|ERR_CONNECTION|WebSocket connection/.test(text) || mayFail?.test(text);
      if (message.type() === 'error' && !isExpected) this.failures.push(`${page.url()}: ${text}`);
    });
    await this.go(page, path);
    return page;
  }

  /** Another page in the same window, when it is there. */
  async go(page, path) {
    await page.goto(this.machine.base + path);
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle');
  }

  /** No serious finding of axe. */
  async accessible(page, what) {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    for (const { id, impact, nodes } of violations) {
      const isSerious = impact === 'serious' || impact === 'critical';
      const [first] = nodes;
      this.expect(
        !isSerious,
        `${what}: axe ${id} (${impact}): ${first?.html.slice(0, 160)} ${first?.failureSummary}`,
      );
    }
  }

  /** Nothing is wider than the window. */
  async fits(page, what) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    this.expect(wide <= 0, `${what}: ${wide} px wider than the window`);
  }

  /** A PNG in the folder that the variable PICTURES names. */
  async picture(page, name) {
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
  }

  async leave() {
    for (const context of this.contexts.splice(0)) await context.close();
  }
}
