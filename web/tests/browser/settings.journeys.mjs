// What stands over every screen: settings, and what the server wants before it goes on.
import { MODEL } from './person.mjs';

const isSent = (name) => (route) => route.request().postDataJSON()?.operationName === name;

export const journeys = {
  async 'language, colours and density are chosen, and kept'(person) {
    const page = await person.open(`${MODEL}/board`);
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Dark', { exact: true }).click();
    await dialog.getByText('Compact', { exact: true }).click();
    await person.accessible(page, 'settings');
    await person.picture(page, 'settings-dark');
    await dialog.getByText('中文', { exact: true }).click();
    await dialog.getByRole('heading', { name: '设置' }).waitFor();
    await page.keyboard.press('Escape');
    await person.go(page, `${MODEL}/board`);
    const { density, mantineColorScheme } = await page.evaluate(() => ({
      ...document.documentElement.dataset,
    }));
    person.expect(density === 'compact', `density ${density}`);
    person.expect(mantineColorScheme === 'dark', `colours ${mantineColorScheme}`);
    await page.getByRole('heading', { level: 1, name: '需求' }).waitFor();
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog').getByText('跟随系统', { exact: true }).click();
    await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'light');
  },

  async 'who is signed out keeps the screen, signs in and goes on'(person) {
    const page = await person.open(`${MODEL}/board`, { mayFail: /401/ });
    let isSignedOut = true;
    await page.route('**/graphql', (route) =>
      isSignedOut
        ? route.fulfill({
            status: 401,
            contentType: 'application/graphql-response+json',
            body: JSON.stringify({
              errors: [
                { message: 'say who you are', extensions: { code: 'UNAUTHENTICATED', retryable: false } },
              ],
            }),
          })
        : route.continue(),
    );
    await page.getByRole('link', { name: 'Delivery', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'You are signed out' });
    await dialog.getByRole('link', { name: 'Sign in in another tab' }).waitFor();
    await person.picture(page, 'signed-out');
    await person.accessible(page, 'signed out');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.waitFor();
    isSignedOut = false;
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('link', { name: 'Production', exact: true }).waitFor();
    person.expect((await dialog.count()) === 0, 'the dialog stays');
  },

  async 'an edit of somebody who is signed out is saved after signing in'(person) {
    const page = await person.open(`${MODEL}/e/us-2`, { mayFail: /401/ });
    let isSignedOut = true;
    await page.route('**/graphql', (route) =>
      isSignedOut && isSent('CommitChanges')(route)
        ? route.fulfill({ status: 401, contentType: 'application/json', body: '{}' })
        : route.continue(),
    );
    await page.getByRole('heading', { level: 1 }).dblclick();
    await page.getByRole('textbox', { name: /^Name/ }).first().fill('Customer says stop');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'You are signed out' });
    await dialog.waitFor();
    isSignedOut = false;
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page
      .getByRole('region', { name: 'Draft' })
      .getByText(/^Saved/)
      .waitFor();
  },

  async 'who asks too often waits, and is told how long'(person) {
    const page = await person.open(`${MODEL}/board`, { mayFail: /429/ });
    let refused = 0;
    await page.route('**/graphql', (route) => {
      if (refused > 0) return route.continue();
      refused += 1;
      return route.fulfill({ status: 429, headers: { 'retry-after': '3' }, body: 'slower' });
    });
    const begun = Date.now();
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByText(/Too many requests; trying again in [123] seconds?/).waitFor();
    await person.picture(page, 'too-fast');
    await page.getByText(/Too many requests/).waitFor({ state: 'detached' });
    await page.waitForLoadState('networkidle');
    person.expect(refused === 1, 'nothing was refused');
    person.expect(Date.now() - begun >= 3000, 'it did not wait');
    person.expect((await page.getByRole('alert').count()) === 0, 'an error is shown');
  },

  async 'a new version of the application is announced, and loaded when wanted'(person) {
    const page = await person.open(`${MODEL}/board`);
    const comeBack = () => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')));
    let renewed = true;
    await page.route('**/app/', async (route) => {
      const answer = await route.fetch();
      const html = await answer.text();
      await route.fulfill({
        response: answer,
        body: renewed ? html.replace(/assets\/index-[^"]+\.js/, 'assets/index-renewed.js') : html,
      });
    });
    await comeBack();
    const notice = page.getByText('A new version of the application is there');
    await notice.waitFor();
    await person.picture(page, 'new-version');
    await person.accessible(page, 'new version');
    renewed = false;
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.waitForLoadState('networkidle');
    await comeBack();
    await page.waitForTimeout(1000);
    person.expect((await notice.count()) === 0, 'the same version is announced');
  },
};
