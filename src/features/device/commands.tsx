import { canBeAsked } from '@/core/can-be-asked';
import type { Command } from '@/core/command';
import { progressOf, type Asked } from '@/core/command-progress';
import { commandQuestion, commandVerb, progressWords } from '@/core/command-words';
import { deviceCan, reasonAgainst } from '@/core/device-can';
import { isJammed } from '@/core/lock';
import type { Device } from '@/core/device';
import { useCommand } from '@/session/client-command';
import { useConnection } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Notice } from '@/ui/notice';
import { useNow } from '@/ui/now';
import { usePageReason } from '@/ui/secure-page';

import styles from './device-page.module.css';

type CommandsProps = { readonly device: Device; readonly commands: readonly Command[] };

/** The buttons of what can be asked of the device, and how the last of these commands went. */
export function Commands({ device, commands }: CommandsProps) {
  const { asked: lastAsked, send } = useCommand(device.id);
  const asked = commands.some(({ type }) => type === lastAsked?.command.type) ? lastAsked : null;
  const pageReason = usePageReason(useConnection().status === 'connected');
  const waitingFor = useWaitingFor(lastAsked, device);
  if (commands.length === 0) return null;
  const waitingReason = waitingFor === null ? null : 'Wait for the answer to your last command.';
  const main = waitingFor ?? commands.find((command) => reasonAgainst(device, command) === null);
  return (
    <>
      <div className={styles['commands']}>
        {commands.map((command) => {
          const { verb, doing } = commandVerb(command);
          const isMain = main !== undefined && commandVerb(main).verb === verb && command.type !== 'refresh';
          const pending = waitingFor !== null && commandVerb(waitingFor).verb === verb;
          return (
            <AskFirstButton
              key={verb}
              tone={isMain ? 'primary' : 'quiet'}
              question={commandQuestion(device, command)}
              pending={pending}
              disabledReason={pending ? null : (pageReason ?? waitingReason ?? reasonAgainst(device, command))}
              onConfirm={() => send(command)}
            >
              {pending ? doing : verb}
            </AskFirstButton>
          );
        })}
      </div>
      <Trouble asked={asked} device={device} />
    </>
  );
}

/** What a person may ask of the device's state; the first that makes sense is the main one. */
export function stateCommandsOf(device: Device): readonly Command[] {
  const commands: Command[] = [];
  if (deviceCan.lock(device)) commands.push({ type: 'lock' }, { type: 'unlock' });
  if (deviceCan.switch(device)) commands.push({ type: 'switch', on: true }, { type: 'switch', on: false });
  if (deviceCan.siren(device)) commands.push({ type: 'siren', sounding: false }, { type: 'siren', sounding: true });
  if (deviceCan.privacy(device)) commands.push({ type: 'privacy', on: true }, { type: 'privacy', on: false });
  const { lock, switch: power, siren, privacy } = device.state;
  const unsure = ![lock, power, siren, privacy].some((told) => told?.retained === false);
  return commands.length > 0 && unsure && canBeAsked(device) ? [...commands, { type: 'refresh' }] : commands;
}

function useWaitingFor(asked: Asked | null, device: Device): Command | null {
  const now = useNow(1_000);
  return asked !== null && progressOf(asked, device, now) === 'waiting' ? asked.command : null;
}

/** What went wrong with the last command; a bolt that stands half way is explained whoever moved it. */
function Trouble({ asked, device }: { readonly asked: Asked | null; readonly device: Device }) {
  const now = useNow(1_000);
  const progress = asked === null ? 'answered' : progressOf(asked, device, now);
  const seen = progress === 'answered' && isJammed(device) ? 'jammed' : progress;
  const trouble = progressWords(seen, device, asked?.command ?? null);
  if (trouble === null) return null;
  return (
    <Notice tone="warning" title={trouble.title} {...(asked !== null && { role: 'alert' })}>
      {trouble.advice}
    </Notice>
  );
}
