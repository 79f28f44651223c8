/** Node writes a number beyond 2^53 exactly when it is handed over as text; TypeScript 5.9 does not know the function yet. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** An id as a JSON number with all its digits. */
export const exactId = (digits: string) => rawJSON(digits);

/** A decimal as a JSON number, as `refund_line_items[].subtotal` has it. */
export const exactDecimal = (text: string) => rawJSON(text);
