/** The bounds on what the wire may make us hold (DESIGN.md, "Trust"). Crossing one is a problem that names the topic. */
export const limits = {
  stateBytes: 64 * 1024,
  pictureBytes: 4 * 1024 * 1024,
  /** decoded, a pixel takes four bytes whatever the picture's size on the wire */
  picturePixels: 40_000_000,
  inventoryBytes: 16 * 1024 * 1024,
  unknownBytes: 256 * 1024,
  devices: 20_000,
  jsonDepth: 64,
  /** names, versions and other short texts are cut here, so that one device cannot fill the page */
  textLength: 256,
  /** a name stands in sentences that are cut at `textLength`: what happened to the device must still be read */
  nameLength: 128,
  problems: 500,
} as const;
