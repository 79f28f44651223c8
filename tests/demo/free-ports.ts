import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { portsFrom, type Ports } from '#tests/demo/stack.ts';

const LOWEST = 20_000;
const HIGHEST = 30_000;
const ATTEMPTS = 50;

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** Ports for a stack of its own, below those that systems hand out by themselves. */
export async function freePorts(): Promise<Ports> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const ports = portsFrom(randomInt(LOWEST, HIGHEST));
    const free = await Promise.all(Object.values(ports).map(isFree));
    if (free.every(Boolean)) return ports;
  }
  throw new Error('no five ports in a row are free');
}
