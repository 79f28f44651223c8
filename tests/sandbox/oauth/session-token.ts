import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

const LIFETIME_SECONDS = 60;
const CLOCK_TOLERANCE_SECONDS = 10;

export interface SessionClaims {
  iss: string;
  dest: string;
  aud: string;
  sub: string;
  exp: number;
  nbf: number;
  iat: number;
  jti: string;
  sid: string;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signatureOf = (text: string, secret: string) => createHmac('sha256', secret).update(text).digest();
const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000);

/** The token that App Bridge hands to the app: HS256 by the app's secret, good for a minute. */
export function mintSessionToken(input: {
  shop: string;
  apiKey: string;
  apiSecret: string;
  userId: string;
  now: Date;
  change?: Partial<SessionClaims>;
}): string {
  const seconds = secondsOf(input.now);
  const claims: SessionClaims = {
    iss: `https://${input.shop}/admin`,
    dest: `https://${input.shop}`,
    aud: input.apiKey,
    sub: input.userId,
    exp: seconds + LIFETIME_SECONDS,
    nbf: seconds,
    iat: seconds,
    jti: randomUUID(),
    sid: randomUUID(),
    ...input.change,
  };
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${text}.${signatureOf(text, input.apiSecret).toString('base64url')}`;
}

/** The claims of a token that is this app's, this shop's, well signed and still good; else null. */
export function verifySessionToken(
  token: string,
  expected: { shop: string; apiKey: string; apiSecret: string; now: Date },
): SessionClaims | null {
  const [head, payload, signature, ...rest] = token.split('.');
  if (!head || !payload || !signature || rest.length > 0) return null;
  const wanted = signatureOf(`${head}.${payload}`, expected.apiSecret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as SessionClaims;
  const seconds = secondsOf(expected.now);
  if (claims.aud !== expected.apiKey) return null;
  if (claims.dest !== `https://${expected.shop}`) return null;
  if (claims.exp + CLOCK_TOLERANCE_SECONDS < seconds) return null;
  if (claims.nbf - CLOCK_TOLERANCE_SECONDS > seconds) return null;
  return claims;
}
