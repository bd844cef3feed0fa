/** `npm start`: installs and builds what is missing, then runs the demonstration until it is told to stop. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build, home, install } from './install.mjs';

install();
build();

const server = spawn(process.execPath, [join(home, 'dist', 'server', 'main.js'), 'demo'], {
  cwd: home,
  stdio: 'inherit',
});
const end = () => server.kill('SIGTERM');
// Ctrl-C reaches the server by itself, from the terminal; this process waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', end);
process.on('SIGHUP', end);
// npm does not pass signals on: when it is gone, or the shell that it ran this in, so is whoever wanted the server.
const wanting = [process.ppid, process.env.npm_lifecycle_event && parentOf(process.ppid)].filter(
  (pid) => pid > 1,
);
setInterval(() => wanting.every(isAlive) || end(), 500).unref();
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The process that started `pid`, where the system tells. */
function parentOf(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(stdout);
}
