import type { Capability, Fact } from '@/core/observation';

/** What one value of a node says, and what a node that has it can do. */
export type ReadValue = { readonly capability: Capability | null; readonly facts: readonly Fact[] };
