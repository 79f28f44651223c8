import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { existsSync, readFileSync } from 'node:fs';

const GIB = 1024 ** 3;

const systemName = (): string => {
  const file = '/etc/os-release';
  const name = existsSync(file) ? /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return name ?? process.platform;
};

/** What the figures were measured on, and how busy it was with other things when they were done. */
export function machineText(): string {
  const cores = availableParallelism();
  const model = cpus()[0]?.model.trim() || process.arch;
  const load = loadavg()[0] ?? 0;
  const isBusy = load > cores;
  return [
    `Machine: ${cores} cores (${model}), ${Math.round(totalmem() / GIB)} GiB, ${systemName()}, Node ${process.versions.node},`,
    'PostgreSQL 18 from npm on the same machine, so client, server and database share the cores.',
    `Load at the end ${load.toFixed(1)}${isBusy ? ': other work ran beside it, single values are lower than on a quiet machine and ratios scatter' : ''}.`,
  ].join(' ');
}
