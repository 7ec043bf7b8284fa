import type { RightsFinding } from '../rights/finding';
import { accountsTopic, type FindingRule } from './finding';

/**
 * Rights that would let a stranger into the house, whatever the rules of this home say of them. Milder ones stand on the page
 * Who can do what.
 */
export const dangerousRights: FindingRule<readonly RightsFinding[]> = {
  class: 'policy_violation',
  prefix: 'rights of ',
  topic: accountsTopic,
  find: (findings) =>
    findings
      .filter(({ severity }) => severity === 'critical')
      .map(({ username, title, advice }) => ({
        subject: `rights of ${username ?? 'everybody'}: ${title}`,
        device: null,
        title,
        evidence: advice,
      })),
};
