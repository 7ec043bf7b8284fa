import type { CatalogInUse, OwnerFact } from '@/core/firmware/advisory';
import type { FirmwareRecord } from '@/core/firmware/firmware-record';

/** `kept-till-closed`: this browser stores nothing. */
export type CatalogAnswer =
  | {
      readonly outcome: 'kept' | 'kept-till-closed';
      readonly kind: CatalogInUse['kind'];
      readonly date: string | null;
      readonly entries: number;
      readonly skipped: number;
      /** false: what is in use already is newer, and stays */
      readonly used: boolean;
    }
  | { readonly outcome: 'refused'; readonly reason: string };

export type FactAnswer =
  | { readonly outcome: 'kept' | 'kept-till-closed' }
  | { readonly outcome: 'refused'; readonly reason: string };

/** What a page may ask of firmware beyond the feed. */
export type FirmwareQuestions = {
  readonly firmwareRecord: { readonly ask: Record<string, never>; readonly answer: FirmwareRecord };
  readonly importCatalog: { readonly ask: { readonly file: string }; readonly answer: CatalogAnswer };
  /** one fact about the same model and the same advisory takes the place of the one before */
  readonly saveFirmwareFact: { readonly ask: { readonly fact: OwnerFact }; readonly answer: FactAnswer };
  readonly forgetFirmwareFact: { readonly ask: { readonly fact: OwnerFact }; readonly answer: FactAnswer };
};
