/** Every refusal of the product and its HTTP status; the key is also the path of the translated text in `errors.json`. */
const STATUS = {
  'partner.not-found': 404,
  'partner.email-taken': 409,
  'partner.not-invited': 409,
  'partner.wrong-status': 409,
  'partner.house-account': 409,
  'account.not-found': 404,
  'account.taken': 409,
  'code.taken': 409,
  'code.look-alike': 409,
  'code.bad-wording': 422,
  'code.not-found': 404,
  'tree.cycle': 409,
  'tree.sponsor-not-found': 422,
  'tree.nothing-to-undo': 409,
  'tree.period-accepted': 409,
  'place.no-tree': 409,
  'place.placed-already': 409,
  'place.too-late': 409,
  'place.no-such-slot': 409,
  'place.taken': 409,
  'place.not-below-sponsor': 409,
  'place.not-placed-yet': 409,
  'place.too-many': 409,
  'period.not-found': 404,
  'period.accepted': 409,
  'period.still-open': 409,
  'period.previous-open': 409,
  'period.facts-changed': 409,
  'period.lines-waiting': 409,
  'run.not-found': 404,
  'run.stale': 409,
  'run.busy': 409,
  'plan.blocked': 422,
  'plan.draft-not-found': 404,
  'plan.invalid': 422,
  'plan.not-found': 404,
  'plan.not-published': 409,
  'order.not-found': 404,
  'order.own-order': 409,
  'order.test-order': 409,
  'order.partner-inactive': 409,
  'order.not-assignable': 409,
  'row.not-found': 404,
  'payout.nothing-available': 409,
  'payout.changed': 409,
  'payout.not-found': 404,
  'payout.wrong-state': 409,
  'network.join-code': 404,
  'network.not-found': 404,
  'shop.not-set-up': 409,
  'shop.already-joined': 409,
  'delivery.not-found': 404,
  'import.not-found': 404,
  'import.too-large': 413,
  'import.not-readable': 422,
  'import.has-errors': 422,
  'session.required': 401,
  'session.not-accepted': 401,
  'session.link-used': 401,
  'session.link-expired': 401,
  'right.missing': 403,
  'rate.limited': 429,
  'request.invalid': 422,
  'request.failed': 500,
} as const;

export type ErrorCode = keyof typeof STATUS;

/** What goes with a refusal: arguments of its text, or the fields it concerns. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** Refusals whose text needs arguments: `path` is `Ben > Cleo > Ben`. */
interface NeededDetails {
  'tree.cycle': { path: string };
  'period.facts-changed': { count: number };
  'period.lines-waiting': { count: number; orders: string; more: number };
  'import.has-errors': { count: number };
  'rate.limited': { minutes: number };
}

type DetailsOf<C extends ErrorCode> = C extends keyof NeededDetails
  ? [details: NeededDetails[C] & ErrorDetails]
  : [details?: ErrorDetails];

/** A refusal the user can act on. Anything else that is thrown is a bug and ends as a 500. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  override name = 'AppError';
  readonly code: C;
  readonly status: number;
  readonly details: ErrorDetails;
  constructor(code: C, ...[details = {}]: DetailsOf<C>) {
    super(code);
    this.code = code;
    this.status = STATUS[code];
    this.details = details;
  }
}

export const ERROR_CODES = Object.keys(STATUS) as readonly ErrorCode[];
