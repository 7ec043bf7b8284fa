import { refused } from '../refused';

/** Why nothing was done about a certificate: a sentence for a person. */
export const noAuthority = refused(
  'There is no authority of this home in this browser yet. Make one, or restore its backup.',
);
export const authorityEnded = refused(
  'The authority of this home has ended by the clock of this computer, and whatever it issues would have ended too. Nothing was issued: make the next authority first.',
);
export const cannotKeep = refused(
  'This browser keeps nothing, so the authority would be lost with this tab. Leave private browsing, or allow storage for this page.',
);
