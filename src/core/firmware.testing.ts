import type { FirmwareFacts } from './observation';

/** A firmware of which nothing was told. */
export const untoldFirmware: Required<FirmwareFacts> = {
  installed: null,
  latest: null,
  updateAvailable: null,
  updating: null,
  fileInstalled: null,
  scheduled: null,
  fileLatest: null,
  releaseNotes: null,
};
