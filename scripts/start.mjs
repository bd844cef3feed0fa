/** `npm start`: installs and builds what is missing, then runs the demonstration until it is told to stop. */
import { spawn } from 'node:child_process';
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
// npm does not pass signals on: when it is gone, so is whoever wanted the server.
const parent = process.ppid;
setInterval(() => process.ppid === parent || end(), 500).unref();
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
