/** The staff member that opens the app: `sub` of session tokens. */
export const OWNER_ID = '902541635';
