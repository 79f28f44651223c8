import type { LoaderFunctionArgs } from '@remix-run/node';
import { AppError } from '#app/errors.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { assignmentEffect } from '#app/queries/orders/assignment-effect.ts';
import { orderKeyOfAddress } from '#app/queries/orders/order-filters.ts';
import { ORDERS_PAGE } from '#app/queries/orders/order-list.ts';
import { numberParam } from '#app/queries/partners/number-param.ts';
import { respond } from '#app/respond.server.ts';

export { keepAsking as clientLoader } from '#app/components/admin/keep-input.ts';

/** What giving `orders` to `partner` would do. Stores nothing. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  const params = new URL(request.url).searchParams;
  return respond(async () => {
    const texts = (params.get('orders') ?? '').split(',').slice(0, ORDERS_PAGE);
    const keys = texts.map(orderKeyOfAddress).filter((key) => key !== null);
    if (keys.length === 0) throw new AppError('order.not-found');
    return assignmentEffect({ networkId, keys, partner: numberParam(params.get('partner') ?? undefined) });
  });
}
