import { recordNewPartner, type NewPartner } from '#app/services/partners/new-partner.ts';

/** Adds a partner who takes part at once. @throws AppError partner.email-taken, tree.sponsor-not-found, code.* */
export const createPartner = (person: NewPartner): Promise<{ number: number }> => recordNewPartner(person, 'active');
