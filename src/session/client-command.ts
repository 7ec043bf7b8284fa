import { useMutation, useMutationState } from '@tanstack/react-query';

import type { Command } from '@/core/command';
import type { Asked, CommandRefusal } from '@/core/command-progress';
import type { DeviceId } from '@/core/device';

import { useSessionClient } from './client-context';
import type { CommandResult } from './protocol';

export type DeviceCommand = {
  /** the last command given to the device on any page; null: none, or it was minutes ago */
  readonly asked: Asked | null;
  send(command: Command): void;
};

/** Gives a device commands. What was asked outlives the page it was asked on, so that the next one shows it too. */
export function useCommand(device: DeviceId): DeviceCommand {
  const client = useSessionClient();
  const mutationKey = ['command', device];
  const { mutate } = useMutation({
    mutationKey,
    mutationFn: (command: Command) => client.command({ device, command }),
  });
  const given = useMutationState({
    filters: { mutationKey, exact: true },
    select: ({ state }) => ({
      command: state.variables as Command, // what `mutate` was called with
      at: state.submittedAt,
      refusal: state.status === 'error' ? ('lost' as const) : refusalOf(state.data as CommandResult | undefined),
    }),
  });
  return { asked: given.at(-1) ?? null, send: mutate };
}

function refusalOf(result: CommandResult | undefined): CommandRefusal | null {
  return result?.outcome === 'refused' ? result.reason : null;
}
