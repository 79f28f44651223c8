export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const startsWith = (bytes: Buffer, ...head: number[]): boolean => head.every((byte, index) => bytes[index] === byte);

/** How many of the first bytes are looked at for UTF-16 that carries no mark. */
const PROBE_BYTES = 400;

/** Latin text in UTF-16 has a zero in every second byte. */
function unmarkedUtf16(bytes: Buffer): Encoding | null {
  const probe = bytes.subarray(0, PROBE_BYTES);
  let even = 0;
  let odd = 0;
  for (let index = 0; index < probe.length; index++) {
    if (probe[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  if (odd > probe.length / 4) return 'utf-16le';
  return even > probe.length / 4 ? 'utf-16be' : null;
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * Which encoding a file of text has: its byte-order mark, else UTF-16 by its zeros, else UTF-8 where it is valid, else what
 * Western Excel writes. The mark does not become part of the text.
 */
export function encodingOf(bytes: Buffer): Encoding {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  return unmarkedUtf16(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

/** The text of a file, whatever program wrote it. */
export const decodeText = (bytes: Buffer): string => new TextDecoder(encodingOf(bytes)).decode(bytes);
