import { createServer, type Server, type Socket, connect } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A slow line: what a phone on a weak network has. */
export interface Line {
  /** Round trip, in milliseconds. */
  roundTrip: number;
  /** Rate in each direction, in bits a second, shared by all connections. */
  rate: number;
}

/**
 * Stands a slow line in front of `port` of this machine and gives the port to connect to.
 * Sockets are delayed, not the browser: setting up TCP and TLS costs what it would really cost.
 */
export async function slowLine(port: number, line: Line): Promise<{ port: number; server: Server }> {
  const up = pacer(line);
  const down = pacer(line);
  const server = createServer((client) => {
    client.setNoDelay(true);
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true });
    // The handshake that the loopback interface answers at once: a whole round trip before the first byte leaves.
    const openAt = performance.now() + line.roundTrip;
    relay(client, upstream, up, openAt);
    relay(upstream, client, down, 0);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}

/** When a chunk that arrives now comes out at the other end of the shared line. */
function pacer({ rate, roundTrip }: Line): (bytes: number, notBefore: number) => number {
  let free = 0;
  return (bytes, notBefore) => {
    free = Math.max(free, performance.now(), notBefore) + (bytes * 8 * 1000) / rate;
    return free + roundTrip / 2;
  };
}

function relay(from: Socket, to: Socket, arrival: ReturnType<typeof pacer>, notBefore: number): void {
  // First in, first out: timers of different lengths may fire out of order, and a stream's bytes must not.
  const queue: { time: number; deliver: () => void }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    timer = undefined;
    while (queue[0] && queue[0].time <= performance.now()) queue.shift()!.deliver();
    if (queue[0]) timer = setTimeout(run, Math.max(1, queue[0].time - performance.now()));
  };
  const at = (time: number, deliver: () => void) => {
    queue.push({ time: Math.max(time, queue.at(-1)?.time ?? 0), deliver });
    timer ??= setTimeout(run, Math.max(0, queue[0]!.time - performance.now()));
  };
  from.on('data', (chunk: Buffer) => {
    // A datagram at a time, so that the first bytes do not wait for the last.
    for (let start = 0; start < chunk.length; start += 1400) {
      const part = chunk.subarray(start, start + 1400);
      at(arrival(part.length, notBefore), () => void (to.writable && to.write(part)));
    }
  });
  from.on('end', () => at(0, () => to.end()));
  from.on('close', () => at(0, () => to.destroy()));
}
