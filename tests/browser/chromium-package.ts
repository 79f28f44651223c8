import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const resolve = createRequire(import.meta.url).resolve;

/** An unpacked browser and the environment in which its own libraries and fonts are found. */
export type UnpackedChromium = { executablePath: string; env: Record<string, string> };

/** True where the package carries a binary; elsewhere the machine's own Chrome is used. */
export function hasPackagedChromium(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * Unpacks the browser of `@sparticuz/chromium` once per installed version (about 2 s, 211 MB) and returns where it is.
 * Two processes may ask at the same time: each unpacks into a folder of its own and the first to rename wins, because
 * the package itself takes a half-written file for a finished one.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const home = packageFolder();
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const cache = join(dirname(dirname(home)), '.cache');
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder, `${folder}.${process.pid}`);
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

function packageFolder(): string {
  return dirname(dirname(resolve('@sparticuz/chromium')));
}

async function unpackInto(folder: string, draft: string): Promise<void> {
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  // A process of its own: importing the package rewrites LD_LIBRARY_PATH, and TMPDIR names where it unpacks to.
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: packageFolder(),
    env: { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  await writeFile(join(draft, 'fonts.conf'), fontsConfig(folder));
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // otherwise another process was first, with the same bytes
  }
}

/** The package's own configuration names fixed paths; only its fonts are used, so that a picture is the same everywhere. */
function fontsConfig(folder: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    `<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
    '',
  ].join('\n');
}
