/** Where the files of an index come from: a site on the network or in a folder. */
export interface FileSource {
  /**
   * The content of a file below `search/`, unpacked.
   *
   * @throws MissingFileError when there is no such file; anything else when it can't be had
   */
  read(path: string): Promise<Uint8Array>;
}

/** The file is not there: perhaps the site was made anew since the index was opened. */
export class MissingFileError extends Error {
  override readonly name = 'MissingFileError';
}
