/**
 * The clock of a test's page, dates and timers together: the command `clock` sets it `at` an instant, from where it
 * goes on by itself, or has it run `forward` by so many milliseconds at once. `allow` is what a visitor says to the
 * browser's questions: the names of permissions.
 */
export const clock = {
  name: 'clock',
  async executeCommand({ command, payload, session }) {
    const page = session.browser.getPage(session.id);
    if (command === 'allow') {
      await page.context().grantPermissions(payload);
      return true;
    }
    if (command !== 'clock') return undefined;
    const { clock: own } = page;
    if (payload.at) await own.install({ time: payload.at });
    if (payload.forward) await own.fastForward(payload.forward);
    return true;
  },
};
