import { openEar, stateOptions, type Ear, type Workbench } from './ear';
import { configuredWord, wordIn } from './words';

/**
 * A person, or a thing that is carried about (home-assistant.io/integrations/device_tracker.mqtt): at home, away, or in a
 * place with a name, which is away as well.
 */
export function trackerEars(bench: Workbench): readonly Ear[] {
  const { options } = bench.entity;
  const home = configuredWord(options['payload_home'], 'home');
  const reset = configuredWord(options['payload_reset'], 'None');
  return openEar(bench, 'presence', stateOptions, (value) => {
    const word = wordIn(value);
    if (word === null || word === reset) return null;
    return { type: 'state', state: { presence: word === home ? 'home' : 'away' } };
  });
}
