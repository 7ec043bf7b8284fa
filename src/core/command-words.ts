import type { Command } from './command';
import type { CommandProgress } from './command-progress';
import type { Device } from './device';
import { spokenPlace, spokenName } from './spoken-name';

export type CommandQuestion = {
  readonly title: string;
  /** what follows from a yes */
  readonly sentence: string;
  readonly confirmLabel: string;
  readonly danger: boolean;
};

/** What to ask before a command that is felt in the house; null: it may just be done. */
export function commandQuestion(device: Device, command: Command): CommandQuestion | null {
  const question = bareQuestion(device.name, command);
  if (question === null || device.reachability !== 'offline') return question;
  return { ...question, sentence: `${question.sentence} It is offline at the moment and may not hear this.` };
}

function bareQuestion(name: string, command: Command): CommandQuestion | null {
  switch (command.type) {
    case 'lock':
      return {
        title: `Lock ${spokenPlace(name)}?`,
        sentence: 'The bolt moves at once. Make sure that the door is shut and nobody is left outside without a key.',
        confirmLabel: 'Lock',
        danger: false,
      };
    case 'unlock':
      return {
        title: `Unlock ${spokenPlace(name)}?`,
        sentence: 'The bolt moves at once, and anybody can open the door until it is locked again.',
        confirmLabel: 'Unlock',
        danger: true,
      };
    case 'siren':
      if (!command.sounding) return null;
      return {
        title: `Sound ${spokenName(name)}?`,
        sentence: 'It is loud, and it goes on until somebody silences it.',
        confirmLabel: 'Sound the siren',
        danger: true,
      };
    case 'update':
      return {
        title: `Update ${spokenName(name)}?`,
        sentence: 'It may be away for some minutes while it restarts. Do not take its power or its battery meanwhile.',
        confirmLabel: 'Update',
        danger: false,
      };
    case 'switch':
    case 'schedule-update':
    case 'call-off-update':
    case 'check-for-update':
    case 'take-picture':
    case 'privacy':
    case 'refresh':
      return null;
  }
}

/** What the button says, and what it says while the device has not answered yet. */
export function commandVerb(command: Command): { readonly verb: string; readonly doing: string } {
  switch (command.type) {
    case 'lock':
      return { verb: 'Lock', doing: 'Locking…' };
    case 'unlock':
      return { verb: 'Unlock', doing: 'Unlocking…' };
    case 'switch':
      return command.on ? { verb: 'Turn on', doing: 'Turning on…' } : { verb: 'Turn off', doing: 'Turning off…' };
    case 'siren':
      return command.sounding
        ? { verb: 'Sound the siren', doing: 'Starting…' }
        : { verb: 'Silence the siren', doing: 'Silencing…' };
    case 'check-for-update':
      return { verb: 'Check for an update', doing: 'Checking…' };
    case 'update':
      return { verb: 'Update', doing: 'Starting the update…' };
    case 'schedule-update':
      return { verb: 'Update when it wakes up', doing: 'Leaving it for later…' };
    case 'call-off-update':
      return { verb: 'Call the update off', doing: 'Calling it off…' };
    case 'take-picture':
      return { verb: 'Take a picture', doing: 'Taking a picture…' };
    case 'privacy':
      return command.on ? { verb: 'Look away', doing: 'Looking away…' } : { verb: 'Look again', doing: 'Looking…' };
    case 'refresh':
      return { verb: 'Ask for its state', doing: 'Asking…' };
  }
}

export type ProgressWords = { readonly title: string; readonly advice: string };

/** What went wrong with `command` and what to do; null while there is nothing to say. */
export function progressWords(
  progress: CommandProgress,
  device: Device,
  command: Command | null,
): ProgressWords | null {
  switch (progress) {
    case 'waiting':
    case 'answered':
      return null;
    case 'declined':
      return {
        title: device.lastEvent?.value.text ?? 'The device said no.',
        advice: 'Nothing was done.',
      };
    case 'jammed':
      return {
        title: 'The bolt did not reach its end.',
        advice: 'Check that the door is fully closed, then try again.',
      };
    case 'undone':
      return command === null ? null : undoneWords(command, nounOf(device));
    case 'silent':
      return {
        title: `The ${nounOf(device)} has not answered.`,
        advice: 'It may be out of reach or its battery empty. What is shown here is what it last told.',
      };
    case 'not-authorised':
      return {
        title: 'The broker did not pass this on.',
        advice: 'The account you signed in with may not send commands to this device.',
      };
    case 'not-connected':
      return { title: 'Not sent: there is no connection to the broker.', advice: 'Try again when it is back.' };
    case 'cannot':
      if (command?.type === 'lock' || command?.type === 'unlock') {
        return {
          title: 'This lock cannot be moved from here.',
          advice: 'Nothing was sent: it asks for a code with each command, or its bridge takes none.',
        };
      }
      return { title: 'This device does not take that command.', advice: 'Nothing was sent.' };
    case 'timed-out':
      return {
        title: 'The broker did not confirm the command in time.',
        advice: 'It may have arrived all the same: look at the state before you try again.',
      };
    case 'lost':
      return { title: 'Not sent: the page lost its session.', advice: 'Reload the page.' };
  }
}

function undoneWords(command: Command, noun: string): ProgressWords | null {
  const words = (state: string, advice: string) => ({ title: `The ${noun} says that it ${state}.`, advice });
  switch (command.type) {
    case 'lock':
      return words(
        'is not locked',
        'The bolt did not move, or was moved back. Check that the door is shut, then try again.',
      );
    case 'unlock':
      return words('is still locked', 'The bolt did not move. Try again, or look at the lock.');
    case 'switch':
      return words(`is still ${command.on ? 'off' : 'on'}`, tryAgain);
    case 'siren':
      return words(command.sounding ? 'is still silent' : 'still sounds', tryAgain);
    case 'privacy':
      return command.on
        ? words('still looks', 'Do not rely on it: it shows what is before it. Try again, or cover its lens.')
        : words('still looks away', tryAgain);
    case 'check-for-update':
    case 'update':
    case 'schedule-update':
    case 'call-off-update':
    case 'take-picture':
    case 'refresh':
      return null;
  }
}

const tryAgain = 'It was heard since, and nothing has changed. Try again.';

function nounOf(device: Device): string {
  switch (device.kind) {
    case 'lock':
    case 'camera':
    case 'doorbell':
    case 'plug':
    case 'siren':
    case 'light':
      return device.kind;
    default:
      return 'device';
  }
}
