import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Problem } from '@/core/observation';

import { nestsTooDeep, textOf } from './json';

/**
 * What a reader said of a payload that it could not read: where that nests deeper than is read, that is the reason, whatever
 * the reader took it for. Only ever asked of what is wrong already.
 */
export function withDepth(problem: Problem, { payload }: Message): Problem {
  if (payload.byteLength > limits.unknownBytes || !nestsTooDeep(textOf(payload))) return problem;
  return {
    topic: problem.topic,
    reason: `A message is nested deeper than ${limits.jsonDepth} levels and was not read`,
  };
}
