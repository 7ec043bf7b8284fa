import type { PlaceReport } from '@/credentials/people/off-board';
import type { PersonRow } from '@/credentials/people/person-rows';
import type { OrderRight } from '@/credentials/roles/order-roles';
import type { UpdateRight } from '@/credentials/roles/update-roles';
import type { PersonRoleName } from '@/credentials/roles/person-roles';

export type { OrderRight, UpdateRight, PersonRoleName, PersonRow, PlaceReport };

type Nothing = Record<string, never>;
/** `reason`: one sentence for the page */
type Refused = { readonly outcome: 'refused'; readonly reason: string };
/** nobody is signed in as administrator, or the broker did not answer */
type Unheard = { readonly outcome: 'closed' | 'unanswered' };

/** What an added person may be; administrators are made with the same form. */
export type NewPersonRole = PersonRoleName | 'administrator';

export type RoleChoice = { readonly name: NewPersonRole; readonly label: string; readonly sentence: string };

export type UpdateRightChoice = { readonly value: UpdateRight; readonly label: string; readonly sentence: string };

export type OrderRightChoice = { readonly value: OrderRight; readonly label: string; readonly sentence: string };

/** What a watcher may do besides looking out. */
export type WatcherRights = {
  readonly updates: UpdateRight;
  readonly orders: OrderRight;
  /** topics on which it tells people */
  readonly tells: readonly string[];
};
/** absent: nothing of that sort */
type AskedRights = Partial<WatcherRights>;

/** `role`: its name at the broker; it has other rights than this version gives */
export type OlderRole = { readonly role: string; readonly label: string };

export type DoneAnswer = { readonly outcome: 'done' } | Refused;

export type PeopleAnswer =
  | {
      readonly outcome: 'listed';
      readonly people: readonly PersonRow[];
      readonly roles: readonly RoleChoice[];
      /** what a watcher may do besides */
      readonly updates: readonly UpdateRightChoice[];
      readonly orders: readonly OrderRightChoice[];
      readonly older: readonly OlderRole[];
    }
  | Unheard;

/** `password`: told this once, and kept nowhere. */
export type AddedAnswer = { readonly outcome: 'added'; readonly password: string } | Refused;

/** `sentence`: what it came to; `reports`: place by place, with the proof */
export type OffBoardAnswer =
  | { readonly outcome: 'done'; readonly sentence: string; readonly reports: readonly PlaceReport[] }
  | Refused;

/** The people of the home, and what each may do. */
export type PeopleQuestions = {
  readonly people: { readonly ask: Nothing; readonly answer: PeopleAnswer };
  readonly addPerson: {
    /** `until`: ms since the epoch; null: for good */
    readonly ask: {
      readonly username: string;
      readonly role: NewPersonRole;
      readonly until: number | null;
    } & AskedRights;
    readonly answer: AddedAnswer;
  };
  /** the old password stops working at once */
  readonly newPassword: { readonly ask: { readonly username: string }; readonly answer: AddedAnswer };
  readonly changeRole: {
    readonly ask: { readonly username: string; readonly role: PersonRoleName } & AskedRights;
    readonly answer: DoneAnswer;
  };
  /** what was changed in it by hand goes */
  readonly renewRole: { readonly ask: { readonly role: string }; readonly answer: DoneAnswer };
  readonly offBoard: { readonly ask: { readonly username: string }; readonly answer: OffBoardAnswer };
  /** undoes `offBoard` at the broker */
  readonly letBackIn: { readonly ask: { readonly username: string }; readonly answer: DoneAnswer };
  /** tries a log-in for emergencies in a connection of its own */
  readonly tryBreakGlass: {
    readonly ask: { readonly username: string; readonly password: string };
    readonly answer: { readonly works: boolean; readonly sentence: string };
  };
};
