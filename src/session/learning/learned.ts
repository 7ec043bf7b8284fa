/** The door to what learns: fetched when a home is entered, so that the page is there before it. */
export { expectationOf } from '@/detection/learned/expectation-of';
export { learnedRule } from '@/detection/learned/learned-rule';
export { localTimeIn } from '@/detection/learned/local-time';
export { openHomeMemory, restoreHomeMemory, savedIn, saveHomeMemory } from '@/detection/learned/memory';
export { learningDays } from '@/detection/learned/ripe';
