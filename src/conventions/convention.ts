import type { Command } from '@/core/command';
import type { CodeCommand } from '@/core/codes/lock-code';
import type { LoginChange, LoginQuestion, NewLogin } from '@/core/log-ins/login-change';
import type { Message, Outgoing } from '@/core/message';
import type { ConventionName, Observation, Problem, VoiceKey } from '@/core/observation';
import type { Speech, WayIn } from '@/core/log-ins/way-in';

import type { FilterChange } from './filter-journal';

/** What a reader made of one message. A reader never throws: what it cannot understand is a problem. */
export type Decoded = {
  readonly observations: readonly Observation[];
  readonly problems: readonly Problem[];
  /** the payload as it may be shown and stored; null: it holds no secret and may be shown as it is */
  readonly masked: string | null;
  /** a picture that is whole now; its facts are among the observations */
  readonly picture?: { readonly voice: VoiceKey; readonly bytes: Uint8Array };
};

/** A question to a bridge: publish `ask`, the answer is the first message on `answerTopic` that `matches`. */
export type Question = {
  readonly ask: Outgoing;
  readonly answerTopic: string;
  matches(payload: string): boolean;
};

/** One convention's ear for one broker: remembers the names it has learned. */
export type Reader = {
  readonly convention: ConventionName;
  /** null: the message is not of this convention */
  read(message: Message): Decoded | null;
  /** nobody learned anything from this message: it may be kept, bounded, until its topic is announced */
  hold?(message: Message): void;
  /**
   * The topic filters this reader wants now, in the order they should be subscribed. Narrow: no filter may match more
   * than about 900 retained messages (DESIGN.md, "The wire"). Grows and shrinks as devices come and go.
   */
  filters(): readonly string[];
  /** counts up whenever `filters()` or `introductions()` may have changed */
  readonly filtersRevision: number;
  /** how `filters()` came to differ from those at `revision`, where that is known; null, or no such method: compare them */
  filtersSince?(revision: number): readonly FilterChange[] | null;
  /** the broker holds more for this filter than it hands out at once: the reader may want its parts besides */
  narrow?(filter: string): void;
  /** all that was wanted has come: the reader may want what is looked for only now */
  lookFurther?(): void;
  /**
   * What to publish so that devices of which only a topic is known say who they are; it changes nothing about them. Each
   * is handed out once; the answers come as messages.
   */
  introductions?(): readonly Outgoing[];
  /** the publishes that make `voice` do `command`; null: this convention cannot do it for that device */
  encode(voice: VoiceKey, command: Command): readonly Outgoing[] | null;
  /** is the bridge behind this voice well? null: it cannot be asked. `transaction` comes back in the answer */
  askHealth(voice: VoiceKey, transaction: string): Question | null;
  /** does the answer to `askHealth` say that the bridge is well */
  isHealthy(answer: string): boolean;
  /** how the program behind this voice is given another log-in at the broker; null, or no such method: not by command */
  changeLogin?(voice: VoiceKey, login: NewLogin, transaction: string): LoginChange | null;
  /** asks the program behind this voice which log-in it is set to; null, or no such method: it does not tell when asked */
  askLogin?(voice: VoiceKey, transaction: string): LoginQuestion | null;
  /** the publishes that read or change the code table of the lock behind this voice; null, or no such method: it has none */
  encodeCode?(voice: VoiceKey, command: CodeCommand): readonly Outgoing[] | null;
  /** every topic by which somebody could make this device act, besides those of `encode` */
  waysIn?(voice: VoiceKey): readonly WayIn[];
  /** what the program that logs in for this voice needs to publish and to hear; null: another voice's program */
  speech?(voice: VoiceKey): Speech | null;
  /** topics of announced devices whose retained status the broker should have delivered by now and did not */
  unheard(): readonly string[];
};

export type Convention = {
  readonly name: ConventionName;
  /** a new reader with an empty memory */
  open(): Reader;
};

/** By what a convention is recognised before its reader is loaded. */
export type Sign = {
  readonly name: ConventionName;
  /** where it is looked for: all that a new reader wants to hear */
  readonly filters: readonly string[];
  /** where it is looked for besides, once all else has come (`Reader.lookFurther`) */
  readonly furtherFilters?: readonly string[];
  /** false: a new reader would make nothing of this message and keep nothing of it. Asked of every message: cheap */
  isIn(message: Message): boolean;
  /** a new reader would keep whatever nobody learned anything from, although it may never be its own */
  readonly keepsUnread?: boolean;
};

/** A convention whose code is fetched when its sign is seen. */
export type LazyConvention = {
  readonly sign: Sign;
  /** rejects where the code cannot be fetched */
  load(): Promise<Convention>;
};
