import * as v from 'valibot';

/** The scenarios that the page's own server offers at `demo`, in words for a person. */
export const offeredScenarios = v.array(
  v.object({
    name: v.string(),
    title: v.string(),
    /** what happens, and how it ends */
    happens: v.string(),
    /** what Gatehouse should say */
    expected: v.string(),
    /** it looks like an attack, and is none */
    harmless: v.boolean(),
  }),
);

export type OfferedScenario = v.InferOutput<typeof offeredScenarios>[number];

/** A scenario that has not ended yet. */
export type RunningScenario = { readonly name: string; readonly secondsLeft: number };
