/** Days on which the stories of the tests play: October is sold in, looked over on 2 November, and paid for afterwards. */
export const OCT_5 = new Date('2026-10-05T10:00:00Z');
export const OCT_6 = new Date('2026-10-06T10:00:00Z');
export const OCT_10 = new Date('2026-10-10T10:00:00Z');
export const OCT_12 = new Date('2026-10-12T10:00:00Z');
export const NOV_2 = new Date('2026-11-02T09:00:00Z');
export const NOV_12 = new Date('2026-11-12T09:00:00Z');
export const DEC_2 = new Date('2026-12-02T09:00:00Z');
