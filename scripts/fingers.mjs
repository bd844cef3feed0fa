/**
 * Fingers on a test's page: the command `touch` hands the browser one step of a gesture as a touch screen would, with
 * all the fingers that are down. The page's own scrolling and zooming take part.
 */
export const fingers = {
  name: 'fingers',
  async executeCommand({ command, payload, session }) {
    if (command !== 'touch') return undefined;
    const page = session.browser.getPage(session.id);
    const devtools = await sessionOf(page);
    await devtools.send('Input.dispatchTouchEvent', payload);
    return true;
  },
};

/** The browser remembers which fingers are down as long as the session lasts. */
const sessions = new WeakMap();

async function sessionOf(page) {
  const known = sessions.get(page);
  if (known) return known;
  const devtools = await page.context().newCDPSession(page);
  sessions.set(page, devtools);
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  return devtools;
}
