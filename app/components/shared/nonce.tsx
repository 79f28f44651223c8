import { createContext, useContext } from 'react';

/** The nonce of the response that is being rendered; empty in the browser, which needs none any more. */
export const NonceContext = createContext('');

export const useNonce = () => useContext(NonceContext);
