import type { SignedUpdateParts } from './signed-update-desk';
import type { SignedUpdateQuestions } from './signed-update-questions';

export type SignedUpdates = {
  readonly answers: {
    readonly [Q in keyof SignedUpdateQuestions]: (
      about: SignedUpdateQuestions[Q]['ask'],
    ) => Promise<SignedUpdateQuestions[Q]['answer']>;
  };
};

/** The door to signed updates: X.509 and all that checks is fetched when somebody brings one. */
export function openSignedUpdates(parts: SignedUpdateParts): SignedUpdates {
  const desk = () => import('./signed-update-desk');
  return {
    answers: {
      checkSignedUpdate: async (about) => (await desk()).check(parts, about),
      offerSignedUpdate: async (about) => (await desk()).offer(parts, about),
    },
  };
}
