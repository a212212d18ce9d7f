/** What a community may choose to have copied: images that every browser shows, texts, everything else. */
export const fileKinds = ['images', 'texts', 'others'] as const;

export type FileKind = (typeof fileKinds)[number];
