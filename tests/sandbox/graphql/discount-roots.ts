import { listConnection } from '#tests/sandbox/graphql/connection.ts';
import type { Args, QueryContext, View } from '#tests/sandbox/graphql/context.ts';
import { plainMoney } from '#tests/sandbox/graphql/money-bag.ts';
import { createDiscount, type NewDiscount } from '#tests/sandbox/state/catalog.ts';
import { digitsOf, gid, instant } from '#tests/sandbox/state/ids.ts';
import type { Discount } from '#tests/sandbox/state/model.ts';
import { findDiscount } from '#tests/sandbox/state/place-order.ts';
import { decimal } from '#tests/sandbox/money.ts';

function discountNodeView(nodeId: string, context: QueryContext): View | null {
  const codes = context.shop.discounts.filter((discount) => discount.nodeId === nodeId);
  const [first] = codes;
  if (!first) return null;
  return {
    __typename: 'DiscountCodeNode',
    id: gid('DiscountCodeNode', nodeId),
    metafield: null,
    codeDiscount: {
      __typename: first.kind === 'free_shipping' ? 'DiscountCodeFreeShipping' : 'DiscountCodeBasic',
      title: first.title,
      status: first.isActive ? 'ACTIVE' : 'EXPIRED',
      startsAt: instant(context.now),
      endsAt: null,
      createdAt: instant(context.now),
      updatedAt: instant(context.now),
      asyncUsageCount: codes.reduce((sum, code) => sum + code.usageCount, 0),
      codesCount: { count: codes.length, precision: 'EXACT' },
      codes: (args: Args) => listConnection(codes, args, codeView),
      customerGets: () => ({ value: valueView(first, context) }),
    },
  };
}

const codeView = (discount: Discount): View => ({
  id: gid('DiscountRedeemCode', discount.id),
  code: discount.code,
  asyncUsageCount: discount.usageCount,
});

const valueView = (discount: Discount, context: QueryContext): View =>
  discount.kind === 'percentage'
    ? { __typename: 'DiscountPercentage', percentage: Number(discount.value) / 1_000_000 }
    : {
        __typename: 'DiscountAmount',
        amount: plainMoney(discount.value, context.shop.currency),
        appliesOnEachItem: false,
      };

export const discountQueries = (context: QueryContext): View => ({
  codeDiscountNode: ({ id }: Args) => discountNodeView(digitsOf(String(id)), context),
  codeDiscountNodeByCode: ({ code }: Args) => {
    const found = findDiscount(context.shop, String(code));
    return found ? discountNodeView(found.nodeId, context) : null;
  },
});

interface BasicInput {
  title?: string;
  code?: string;
  customerGets?: { value?: { percentage?: number; discountAmount?: { amount: string } } };
}

function newDiscount(input: BasicInput): NewDiscount {
  const value = input.customerGets?.value;
  const base = { code: input.code ?? '', title: input.title ?? input.code ?? '' };
  if (value?.discountAmount) return { ...base, kind: 'fixed_amount', value: value.discountAmount.amount };
  return { ...base, kind: 'percentage', value: decimal(BigInt(Math.trunc((value?.percentage ?? 0) * 10_000)), 'EUR') };
}

const taken = (field: string[]): View => ({
  field,
  code: 'TAKEN',
  message: 'Code must be unique. Please try a different code.',
  extraInfo: null,
});

export const discountMutations = (context: QueryContext): View => ({
  discountCodeBasicCreate: ({ basicCodeDiscount }: Args) => {
    const input = newDiscount(basicCodeDiscount as BasicInput);
    if (input.code === '') {
      const error = {
        field: ['basicCodeDiscount', 'code'],
        code: 'BLANK',
        message: "Code can't be blank",
        extraInfo: null,
      };
      return { codeDiscountNode: null, userErrors: [error] };
    }
    if (isTaken(context, input.code))
      return { codeDiscountNode: null, userErrors: [taken(['basicCodeDiscount', 'code'])] };
    const made = createDiscount(context.shop, context.ids, input);
    return { codeDiscountNode: discountNodeView(made.nodeId, context), userErrors: [] };
  },
  discountRedeemCodeBulkAdd: ({ discountId, codes }: Args) => {
    const nodeId = digitsOf(String(discountId));
    const model = context.shop.discounts.find((discount) => discount.nodeId === nodeId);
    if (!model) {
      const error = { field: ['discountId'], code: 'INVALID', message: 'Discount does not exist.', extraInfo: null };
      return { bulkCreation: null, userErrors: [error] };
    }
    const wanted = (codes as { code: string }[]).map(({ code }) => code);
    const fresh = wanted.filter((code) => !isTaken(context, code));
    for (const code of fresh) {
      const made = createDiscount(context.shop, context.ids, { code, title: model.title, kind: model.kind, nodeId });
      made.value = model.value;
    }
    const creation = {
      __typename: 'DiscountRedeemCodeBulkCreation',
      id: gid('DiscountRedeemCodeBulkCreation', context.ids.next()),
      done: true,
      codesCount: wanted.length,
      importedCount: fresh.length,
      failedCount: wanted.length - fresh.length,
      createdAt: instant(context.now),
    };
    return { bulkCreation: creation, userErrors: [] };
  },
});

const isTaken = ({ shop }: QueryContext, code: string) =>
  shop.discounts.some((discount) => discount.code.toUpperCase() === code.trim().toUpperCase());
