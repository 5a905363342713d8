const EMPTY = Buffer.alloc(0);

/**
 * Bytes that come in pieces, in one buffer that doubles when it is full. A Buffer for each piece would cost some 400
 * bytes more than the piece.
 */
export class GrowingBuffer {
  readonly #max: number;
  #bytes: Buffer = EMPTY;
  #length = 0;

  /** @param max bytes that will come at most: the buffer does not grow beyond them */
  constructor(max: number) {
    this.#max = max;
  }

  /** Bytes that have come. */
  get length(): number {
    return this.#length;
  }

  /** Bytes of memory that are taken. */
  get capacity(): number {
    return this.#bytes.byteLength;
  }

  /** @param piece belongs to the buffer from now on */
  append(piece: Buffer): void {
    const length = this.#length + piece.byteLength;
    // Most bodies come in one piece, which needs no copy.
    if (this.#length === 0) this.#bytes = piece;
    else {
      if (length > this.capacity) this.#grow(length);
      piece.copy(this.#bytes, this.#length);
    }
    this.#length = length;
  }

  /** What has come. The buffer is empty afterwards. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = EMPTY;
    this.#length = 0;
    return taken;
  }

  #grow(length: number): void {
    // A small buffer of Node's pool would keep the whole pool alive.
    const larger = Buffer.allocUnsafeSlow(Math.max(length, Math.min(2 * this.capacity, this.#max)));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
