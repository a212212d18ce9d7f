/** A message as it will stand in a post. */
export interface PackedMessage {
  /** The attribution line: needed when the speaker changes and at the start of each part. */
  readonly heading: string;
  /** Markdown in pieces, each of which may be the last of a part: one piece unless the message is huge. */
  readonly pieces: readonly string[];
  /** True when it follows the message before so closely that no new heading is needed. */
  readonly isContinued: boolean;
}

/** One piece of a message in its place. */
export interface Placed<M extends PackedMessage> {
  readonly message: M;
  readonly piece: number;
  readonly hasHeading: boolean;
}

/** Room for messages in UTF-16 units, which over-count GitHub's code points: that is the safe side. */
export interface Room {
  /** In the body of the post. */
  readonly body: number;
  /** In each comment. */
  readonly comment: number;
}

/** What stands between two blocks of Markdown. */
export const blockGap = '\n\n';

/**
 * Fills the body of the post and then comments, in order. A message moves on as a whole when it does not fit any more;
 * only one that is longer than a part is cut, between its pieces. At least one part, even of nothing.
 * A piece that is longer than the room gets a part of its own: the caller makes pieces that fit.
 */
export function packMessages<M extends PackedMessage>(messages: readonly M[], room: Room): Placed<M>[][] {
  const packer = new Packer<M>(room);
  for (const message of messages)
    packer.add({ message, first: 0, end: message.pieces.length }, message.isContinued);
  return packer.finish();
}

/** Some pieces of a message, from `first` to before `end`. */
interface Span<M extends PackedMessage> {
  readonly message: M;
  readonly first: number;
  readonly end: number;
}

class Packer<M extends PackedMessage> {
  readonly #room: Room;
  readonly #parts: Placed<M>[][] = [];
  #current: Placed<M>[] = [];
  #length = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  add(span: Span<M>, isContinued: boolean): void {
    const hasHeading = this.#current.length === 0 || !isContinued;
    const isOne = span.end - span.first === 1;
    if (this.#fits(lengthOf(span, hasHeading)) || (isOne && this.#current.length === 0)) {
      this.#append(span, hasHeading);
    } else if (this.#current.length > 0 && (isOne || lengthOf(span, true) <= this.#room.comment)) {
      this.#close();
      this.add(span, false);
    } else {
      const { message, first, end } = span;
      for (let piece = first; piece < end; piece += 1)
        this.add({ message, first: piece, end: piece + 1 }, piece > first || isContinued);
    }
  }

  finish(): Placed<M>[][] {
    if (this.#current.length > 0 || this.#parts.length === 0) this.#close();
    return this.#parts;
  }

  #fits(length: number): boolean {
    const room = this.#parts.length === 0 ? this.#room.body : this.#room.comment;
    return this.#gap() + this.#length + length <= room;
  }

  #append(span: Span<M>, hasHeading: boolean): void {
    this.#length += this.#gap() + lengthOf(span, hasHeading);
    for (let piece = span.first; piece < span.end; piece += 1)
      this.#current.push({ message: span.message, piece, hasHeading: hasHeading && piece === span.first });
  }

  #close(): void {
    this.#parts.push(this.#current);
    this.#current = [];
    this.#length = 0;
  }

  #gap(): number {
    return this.#current.length === 0 ? 0 : blockGap.length;
  }
}

function lengthOf({ message, first, end }: Span<PackedMessage>, hasHeading: boolean): number {
  let length = hasHeading ? message.heading.length + blockGap.length : 0;
  for (let piece = first; piece < end; piece += 1)
    length += (message.pieces[piece]?.length ?? 0) + (piece > first ? blockGap.length : 0);
  return length;
}
