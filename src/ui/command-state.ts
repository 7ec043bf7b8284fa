import type { Command } from '@/core/command';
import { progressOf, type Asked } from '@/core/command-progress';
import { progressWords, type ProgressWords } from '@/core/command-words';
import { reasonAgainst } from '@/core/device-can';
import type { Device } from '@/core/device';

import { useNow } from './now';
import { usePageReason } from './secure-page';

export type CommandState = {
  /** the command of which nothing is heard yet; null: none */
  readonly waitingFor: Command | null;
  /** what went wrong, and what to do */
  readonly trouble: ProgressWords | null;
  /** why the command cannot be given now, as a sentence; null: it can */
  readonly reason: string | null;
};

/** How `command` stands with the device. `asked`: what was asked of it last, as far as this button shows it. */
export function useCommandState(
  device: Device,
  command: Command,
  { asked, isConnected }: { readonly asked: Asked | null; readonly isConnected: boolean },
): CommandState {
  const pageReason = usePageReason(isConnected);
  const now = useNow(1_000);
  const progress = asked === null ? null : progressOf(asked, device, now);
  return {
    waitingFor: asked !== null && progress === 'waiting' ? asked.command : null,
    trouble: progress === null ? null : progressWords(progress, device, asked?.command ?? null),
    reason: pageReason ?? reasonAgainst(device, command),
  };
}
