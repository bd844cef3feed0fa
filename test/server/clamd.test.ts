import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readConfig } from '../../src/server/config.js';
import { scanFrom } from '../../src/server/files/means.js';
import { zip } from '../backend/files-made.js';
import { freePort } from '../ports.js';

/** What every scanner takes for dangerous and is not; in two pieces, so that this file is not. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const text = (words: string) => new TextEncoder().encode(words);

/** ClamAV's own daemon, which only some machines have; `.ci/run` installs it. */
const suite =
  process.env['CQ_REQUIRE_ALL'] || spawnSync('clamd', ['--version']).status === 0 ? describe : undefined;

suite?.('the examination by clamd itself', () => {
  let folder: string;
  let port: number;
  let daemon: ChildProcess;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cq-clamd-'));
    port = await freePort();
    await mkdir(join(folder, 'signatures'));
    // One signature, of the test string alone: name, any kind of file, anywhere, bytes.
    const signature = Buffer.from(EICAR.slice(28)).toString('hex');
    await writeFile(join(folder, 'signatures', 'test.ndb'), `Eicar-Test:0:*:${signature}\n`);
    const settings = [
      'Foreground yes',
      `DatabaseDirectory ${join(folder, 'signatures')}`,
      `LocalSocket ${join(folder, 'clamd.ctl')}`,
      'TCPAddr 127.0.0.1',
      `TCPSocket ${port}`,
      'StreamMaxLength 25M',
    ];
    await writeFile(join(folder, 'clamd.conf'), settings.join('\n') + '\n');
    daemon = spawn('clamd', ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' });
    while (!(await answers(port))) assert.equal(daemon.exitCode, null, 'clamd ended before it answered');
  });
  after(async () => {
    if (daemon.exitCode === null) {
      daemon.kill();
      await once(daemon, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  });

  const scanners = () =>
    [`clamd://127.0.0.1:${port}`, `clamd:${join(folder, 'clamd.ctl')}`].map((where) =>
      scanFrom(readConfig({ FILE_SCAN: where }))!,
    );

  it('tells what is dangerous from what is not, by its address and by its socket', async () => {
    for (const scan of scanners()) {
      assert.equal(await scan(text('Une piste déneigée.')), 'clean');
      assert.equal(await scan(text(EICAR)), 'refused');
      assert.equal(await scan(zip({ 'piece.txt': EICAR })), 'refused', 'also inside a ZIP');
    }
  });

  it('takes the largest file that may be sent, and says that it cannot examine a larger one', async () => {
    const [scan] = scanners();
    assert.equal(await scan!(new Uint8Array(25_000_000)), 'clean');
    await assert.rejects(scan!(new Uint8Array(27_000_000)), /size limit exceeded|EPIPE|ECONNRESET/);
  });
});

async function answers(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect');
    socket.write('zPING\0');
    const [reply] = (await once(socket, 'data')) as [Buffer];
    return reply.toString() === 'PONG\0';
  } catch {
    return new Promise((resolve) => setImmediate(resolve, false));
  } finally {
    socket.destroy();
  }
}
