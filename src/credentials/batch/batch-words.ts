import { nextStep, progressOf, type BatchPart } from './batch';

/** How a batch stands, in a sentence or two. `state`: what this browser does about it. */
export function batchSentence(state: 'running' | 'waiting' | 'idle' | 'stopped', parts: readonly BatchPart[]): string {
  const { done, all } = progressOf(parts);
  const running = parts.find((part) => part.state === 'running');
  const failed = parts.find((part) => part.state === 'failed');
  switch (state) {
    case 'running':
      return running === undefined ? 'Looking what is next.' : `${running.name} is being given a new password.`;
    case 'waiting':
      return whatFor(parts);
    case 'stopped':
      return failed === undefined
        ? 'One did not take its new password, so nothing more was begun.'
        : `${failed.name} did not take its new password, so nothing more was begun. No device is locked out. Look at it, try it again, or go on without it.`;
    case 'idle':
      return done === all
        ? 'Every device has its new password.'
        : 'Nobody goes on with this in this browser. What is done stays done; go on whenever you like.';
  }
}

function whatFor(parts: readonly BatchPart[]): string {
  const names = (state: BatchPart['state']) =>
    parts
      .filter((part) => part.state === state)
      .map(({ name }) => name)
      .join(', ');
  const step = nextStep(parts, new Set());
  if (step.do !== 'wait') return 'Looking what is next.';
  switch (step.for) {
    case 'running':
      return `Waiting for ${names('running')}. Both of its passwords are valid.`;
    case 'absent':
      return `Waiting for ${[names('absent'), names('running')].filter(Boolean).join(', ')}: not connected at the moment. You may close this page and go on another day.`;
    case 'person':
      return names('by-hand') === ''
        ? 'All is done but what has failed.'
        : `All that goes by itself is done. Somebody has to type it in: ${names('by-hand')}.`;
  }
}
