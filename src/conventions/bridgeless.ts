/** How a reader answers whose devices speak for themselves: there is no bridge that could be asked. */
export const bridgeless = {
  askHealth: () => null,
  isHealthy: () => false,
} as const;
