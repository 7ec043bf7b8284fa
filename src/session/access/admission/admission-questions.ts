import type { DeviceId } from '@/core/device';
import type { AdmissionAct } from '@/credentials/admission/acts';
import type { Standing } from '@/credentials/admission/standing';
import type { PolicyHit } from '@/credentials/policies/hits';
import type { MadeCondition } from '@/credentials/policies/made-policies';
import type { PolicyMode, PolicyName } from '@/credentials/policies/policies';

import type { WouldHave } from '@/credentials/policies/preview';

import type { CredentialKind } from '@/credentials/policies/age';

import type { SetTerms } from './age-terms';
import type { AddedAnswer, DoneAnswer } from '../people/people-questions';

export type { AdmissionAct, CredentialKind, MadeCondition, SetTerms, PolicyMode, PolicyName, Standing, WouldHave };

type Nothing = Record<string, never>;

/** A client of the broker, with all of its accounts: a device, a program or a person. */
export type ClientRow = {
  readonly client: string;
  /** null: nobody says which device uses it */
  readonly device: DeviceId | null;
  readonly standing: Standing;
  /** who decided last, when, and by which policy; null: nobody did */
  readonly decision: { readonly by: string; readonly at: number; readonly policy: PolicyName | null } | null;
  /** of a newcomer that published a key or a certificate request: what it shows too */
  readonly pairingCode: string | null;
  /** why it can be neither restricted nor banned from here; null: it can */
  readonly untouchable: string | null;
  /** the page of whoever asks is connected with it: who bans it cuts himself off */
  readonly isUsedHere: boolean;
};

/** `past`: how long that is, "the last 48 minutes" */
export type PolicyPreview = { readonly past: string; readonly wouldHave: readonly WouldHave[] };

export type PolicyRow = {
  readonly name: PolicyName;
  readonly title: string;
  readonly sentence: string;
  /** a person made it, and may remove it */
  readonly isMade: boolean;
  readonly mode: PolicyMode;
  /** who set the mode; null: nobody, it is what everybody begins with */
  readonly set: { readonly by: string; readonly at: number } | null;
  readonly hits: readonly PolicyHit[];
  /** whom enforcing it would restrict now */
  readonly wouldRestrict: readonly string[];
  /** the one of them with which the page of whoever asks is connected; null: none */
  readonly cutsOffHere: string | null;
  /** why it restricts nobody at the moment, in words; null: it does */
  readonly doubt: string | null;
  /** whom it restricts now */
  readonly restricts: readonly string[];
  /** what it would have done with what was heard in the last while */
  readonly preview: PolicyPreview;
};

export type AdmissionAnswer =
  | {
      readonly outcome: 'listed';
      /** false: nobody has said yet who belongs to this home */
      readonly began: boolean;
      readonly clients: readonly ClientRow[];
      readonly policies: readonly PolicyRow[];
      /** rules that stand in the broker and are not followed, with the reason in words */
      readonly unreadable: readonly { readonly name: string; readonly words: string }[];
      /** what devices are called, for a rule about one of them */
      readonly deviceNames: readonly string[];
      readonly ages: SetTerms;
    }
  | { readonly outcome: 'closed' | 'unanswered' };

/** Who may take part in this home. */
export type AdmissionQuestions = {
  readonly admission: { readonly ask: Nothing; readonly answer: AdmissionAnswer };
  readonly admit: {
    readonly ask: { readonly client: string; readonly act: AdmissionAct };
    readonly answer: DoneAnswer;
  };
  /** everybody who is there now belongs to this home */
  readonly approveAll: { readonly ask: Nothing; readonly answer: DoneAnswer };
  /** a log-in for a new device, with which it may announce itself and nothing else until it is approved */
  readonly addDevice: { readonly ask: { readonly id: string }; readonly answer: AddedAnswer };
  /** `watch` releases whom it restricted */
  readonly setPolicy: {
    readonly ask: { readonly name: PolicyName; readonly mode: PolicyMode };
    readonly answer: DoneAnswer;
  };
  /** a rule of a person's own: watched at first */
  readonly makePolicy: { readonly ask: { readonly against: MadeCondition }; readonly answer: DoneAnswer };
  /** takes one away that a person made, and lets go whom it restricted; one that cannot be read too */
  readonly removePolicy: { readonly ask: { readonly name: string }; readonly answer: DoneAnswer };
  /** after how many days a kind of credential should be replaced; null: at no age */
  readonly setAge: {
    readonly ask: { readonly kind: CredentialKind; readonly days: number | null };
    readonly answer: DoneAnswer;
  };
};
