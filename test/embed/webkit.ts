import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import { findWebKit } from '../../scripts/browser.mjs';
import { answering, freePort } from '../ports.js';

/** WebKitGTK, which Safari shares its engine with, driven by its own WebDriver. */
export interface WebKit {
  /** Opens a citizen's own browser: nothing is shared with the one before. The driver knows one at a time. */
  open(): Promise<WebDriver>;
  close(): Promise<void>;
}

/** Starts the driver, on the display that is there or on one of its own. */
export async function launchWebKit(): Promise<WebKit> {
  const { browser, driver } = findWebKit();
  const display = process.env.DISPLAY ? undefined : await openDisplay();
  const port = await freePort();
  const server = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, ...(display && { DISPLAY: display.name }) },
  });
  const address = `http://127.0.0.1:${port}`;
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': {
      binary: browser,
      args: ['--automation', '--cookies-policy=no-third-party'],
    },
  });
  const close = async () => {
    await end(server);
    await display?.close();
  };
  try {
    await answering(`${address}/status`, server);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    open: async () => await new Builder().usingServer(address).withCapabilities(capabilities).build(),
    close,
  };
}

/** A display that nobody sees, under a number that it chooses itself. */
async function openDisplay(): Promise<{ name: string; close(): Promise<void> }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await Promise.race([
    once(server.stdio[3] as Readable, 'data').then(([text]) => String(text).trim()),
    once(server, 'exit').then(() => Promise.reject(new Error('Xvfb did not start.'))),
  ]);
  return { name: `:${number}`, close: () => end(server) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
