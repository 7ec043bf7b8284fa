import type { DeviceId } from './device';

/** What a person may ask a device to do, in no convention's words. */
export type Command =
  | { readonly type: 'lock' }
  | { readonly type: 'unlock' }
  | { readonly type: 'switch'; readonly on: boolean }
  | { readonly type: 'siren'; readonly sounding: boolean }
  /** ask whether there is a newer firmware; changes nothing */
  | { readonly type: 'check-for-update' }
  | { readonly type: 'update' }
  | { readonly type: 'take-picture' }
  /** a camera that looks away shows nobody anything */
  | { readonly type: 'privacy'; readonly on: boolean }
  /** ask the device to tell its state now; changes nothing */
  | { readonly type: 'refresh' };

export type Intent = { readonly device: DeviceId; readonly command: Command };
