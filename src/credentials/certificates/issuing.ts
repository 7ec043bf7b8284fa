/**
 * All that needs X.509 itself, behind one dynamic import: `import('@/credentials/certificates/issuing')`. What only looks at what
 * was issued (inventory, words, names) is imported as it is.
 */
export { largestBackup, openBackup, withIssued } from './ca-backup';
export { checkRequest, type CheckedRequest, type GoodRequest } from './check-request';
export { toPem } from './encoding';
export { factsOf, newHomeCa } from './home-ca';
export { issueForBroker, issueForDevice, issueForSigning } from './issue';
export { newRevocationList, readRevocationList } from './revocation-list';
