import type { DeviceId } from '@/core/device';

/** `clientId`: the only one that it may log in with; null: any. The password is told this once, and kept nowhere. */
export type MadeLogin =
  | {
      readonly outcome: 'made';
      readonly username: string;
      readonly clientId: string | null;
      readonly password: string;
      /** false: the broker did not take down that it is approved, and may hold it back */
      readonly isApproved: boolean;
    }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Log-ins by hand for devices of which the broker has no account any more. */
export type MakeLoginQuestions = {
  /** devices that log in themselves, and of which the broker knows no account; null: it did not tell its accounts */
  readonly loginless: {
    readonly ask: Record<string, never>;
    readonly answer: readonly { readonly id: DeviceId; readonly name: string }[] | null;
  };
  readonly makeLogin: { readonly ask: { readonly device: DeviceId }; readonly answer: MadeLogin };
  /** has the device used the log-in that was made for it in this visit */
  readonly isLoginUsed: { readonly ask: { readonly username: string }; readonly answer: boolean };
};
