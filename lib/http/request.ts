import { randomUUID } from "node:crypto";
import { AppError, InvalidInput } from "#lib/core/errors.ts";
import { MAX_BODY } from "#lib/core/limits.ts";
import { isStorable } from "#lib/core/text.ts";
import { pointerOf } from "./problem.ts";

const MAX_DEPTH = 20;

const REQUEST_ID = /^[\w.-]{8,64}$/;

/** The caller's own request id when it is safe, else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given && REQUEST_ID.test(given) ? given : randomUUID();
}

/** The query as an object. A parameter that is given twice is refused, because one would be ignored. */
export function queryOf(request: Request): Record<string, string> {
  const start = request.url.indexOf("?");
  if (start < 0) return {};
  assertDecodable(request.url.slice(start));
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(request.url.slice(start))) {
    const problem =
      name in query
        ? "is given twice"
        : isStorable(name + value)
          ? undefined
          : "has characters that cannot be stored";
    if (problem)
      throw new InvalidInput([
        {
          code: "invalid",
          detail: `The parameter ${problem}`,
          pointer: pointerOf([name.toWellFormed().slice(0, 100)]),
        },
      ]);
    query[name] = value;
  }
  return { ...query };
}

/** Refuses bytes that are not UTF-8, which URLSearchParams would replace silently. */
function assertDecodable(search: string): void {
  try {
    decodeURIComponent(search);
  } catch {
    throw new InvalidInput([{ code: "invalid", detail: "The query is not valid UTF-8", pointer: "" }]);
  }
}

/**
 * The body as JSON.
 * @throws AppError 413 over a mebibyte, 415 for another type, charset or coding, 422 when it is not JSON
 */
export async function jsonBodyOf(request: Request, optional: boolean): Promise<unknown> {
  const type = request.headers.get("content-type");
  const bytes = await readBytes(request);
  if (bytes.byteLength === 0 && optional) return {};
  assertJson(type, request.headers.get("content-encoding"));
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new InvalidInput([
      { code: "invalid_json", detail: "The body is not valid JSON in UTF-8", pointer: "" },
    ]);
  }
  assertStorable(body, []);
  return body;
}

function assertJson(type: string | null, coding: string | null): void {
  const [media, ...parameters] = (type ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith("charset="))
    ?.slice(8)
    .replaceAll('"', "");
  const isJson = media === "application/json" || media === "application/merge-patch+json";
  if (!isJson || (charset && charset !== "utf-8" && charset !== "utf8")) {
    throw new AppError(415, "unsupported_media_type", "Send application/json in UTF-8");
  }
  if (coding && coding.toLowerCase() !== "identity") {
    throw new AppError(415, "unsupported_content_encoding", "Send the body without a content encoding");
  }
}

const tooLarge = () => new AppError(413, "content_too_large", "The body is larger than 1 MiB");

async function readBytes(request: Request): Promise<Uint8Array> {
  const declared = request.headers.get("content-length");
  if (declared !== null) {
    if (Number(declared) > MAX_BODY) throw tooLarge();
    return new Uint8Array(await request.arrayBuffer());
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Refuses text that PostgreSQL cannot store, anywhere in the body, and too deep nesting. */
function assertStorable(value: unknown, path: PropertyKey[]): void {
  if (typeof value === "string") {
    if (!isStorable(value)) throw notStorable(path);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (path.length >= MAX_DEPTH) {
    throw new InvalidInput([
      { code: "too_deep", detail: `Nesting goes deeper than ${MAX_DEPTH}`, pointer: pointerOf(path) },
    ]);
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) throw notStorable(path);
    assertStorable(inner, [...path, key]);
  }
}

function notStorable(path: PropertyKey[]): InvalidInput {
  return new InvalidInput([
    { code: "invalid_text", detail: "Text must not contain NUL or broken Unicode", pointer: pointerOf(path) },
  ]);
}

/** The version of `If-Match: "7"`, or undefined. */
export function ifMatchOf(request: Request): number | undefined {
  const header = request.headers.get("if-match");
  if (header === null) return undefined;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new InvalidInput([
      { code: "invalid", detail: "If-Match must be a version number in quotes", pointer: "" },
    ]);
  }
  return Number(version);
}
