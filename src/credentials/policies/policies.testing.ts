import type { PolicyClient } from './policies';

/** Somebody of the home against whom no rule has anything. */
export const openClient = (client: string, more: Partial<PolicyClient> = {}): PolicyClient => ({
  client,
  standing: 'approved',
  decision: null,
  device: null,
  madeAt: null,
  roles: [],
  isHeldBack: false,
  administers: false,
  commands: () => false,
  ...more,
});
