import type { OfferedScenario } from './offered-scenarios';
import type { StartFailure } from './scenario-requests';

/** "Running: wrong codes at the front door. Look at Alerts." */
export function runningWords({ title, harmless }: OfferedScenario): string {
  const what = title.charAt(0).toLowerCase() + title.slice(1);
  return `Running: ${what}. ${harmless ? 'Gatehouse should stay calm.' : 'Look at Alerts.'}`;
}

/** "It ends by itself in 40 s." */
export function endWords(secondsLeft: number): string {
  const left = secondsLeft < 100 ? `${Math.ceil(secondsLeft)} s` : `${Math.ceil(secondsLeft / 60)} minutes`;
  return `It ends by itself in ${left}.`;
}

export function failureWords(failure: StartFailure): string {
  switch (failure) {
    case 'running':
      return 'It runs already.';
    case 'no-part':
      return 'This home has no device that could play this.';
    case 'no-answer':
      return 'The simulated home does not answer. Is npm start still running?';
  }
}
