/** Pages that are reused, because a flood of bodies would otherwise keep the garbage collector busy. */
export class PagePool {
  /** Bytes of a page. */
  readonly pageSize: number;
  #spare: Buffer[] = [];

  constructor(pageSize: number) {
    this.pageSize = pageSize;
  }

  /** A page whose content is undefined. */
  take(): Buffer {
    return this.#spare.pop() ?? Buffer.allocUnsafeSlow(this.pageSize);
  }

  release(pages: readonly Buffer[]): void {
    this.#spare.push(...pages);
  }

  /** Leaves unused pages to the garbage collector. */
  clear(): void {
    this.#spare = [];
  }
}

/**
 * Collects bytes that arrive in pieces, in pages. A Buffer for each piece would cost some 400 bytes more than the
 * piece.
 */
export class PagedBuffer {
  readonly #pool: PagePool;
  /** Most bodies arrive in one piece, which needs no copy. */
  #onlyPiece: Buffer | undefined;
  #pages: Buffer[] = [];
  #length = 0;

  constructor(pool: PagePool) {
    this.#pool = pool;
  }

  /** Bytes received. */
  get length(): number {
    return this.#length;
  }

  /** Bytes of memory in use. */
  get capacity(): number {
    return (this.#onlyPiece?.byteLength ?? 0) + this.#pages.length * this.#pool.pageSize;
  }

  /** @param piece belongs to the buffer from now on */
  append(piece: Buffer): void {
    if (this.#length === 0) {
      this.#onlyPiece = piece;
      this.#length = piece.byteLength;
      return;
    }
    const before = this.#onlyPiece;
    if (before) {
      this.#onlyPiece = undefined;
      this.#length = 0;
      this.#copy(before);
    }
    this.#copy(piece);
  }

  /** Returns the received bytes in one buffer, and empties the paged buffer. */
  take(): Buffer {
    const taken = this.#onlyPiece ?? Buffer.concat(this.#pages, this.#length);
    this.drop();
    return taken;
  }

  /** Empties the buffer. */
  drop(): void {
    this.#pool.release(this.#pages);
    this.#onlyPiece = undefined;
    this.#pages = [];
    this.#length = 0;
  }

  #copy(piece: Buffer): void {
    for (let copied = 0; copied < piece.byteLength; ) {
      const place = this.#length % this.#pool.pageSize;
      const page = (place > 0 && this.#pages.at(-1)) || this.#pool.take();
      if (place === 0) this.#pages.push(page);
      const count = piece.copy(page, place, copied);
      copied += count;
      this.#length += count;
    }
  }
}
