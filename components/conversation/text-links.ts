import { LinkifyIt } from "linkify-it";

/**
 * A piece of a text: plain words or a link. `host` is the link's real host name if its letters can be mistaken for
 * others.
 */
export type TextPiece = { at: number; text: string; href?: string; host?: string };

/** The longest address that becomes a link. */
const MAX_ADDRESS = 2_000;

const finder = new LinkifyIt({ fuzzyLink: true, maxLength: MAX_ADDRESS })
  .add("ftp:", null)
  .add("//", null)
  .tlds(["укр", "онлайн", "app", "dev", "online", "site", "store"], true);

/**
 * An address without `https://` becomes a link if it has such an ending. With other endings, as in `ok.so`, it also
 * needs a path.
 */
const SURE_ENDING =
  /\.(com|net|org|info|biz|edu|gov|pro|shop|app|dev|online|site|store|ua|ru|kz|pl|de|eu|uk|io|укр|рф)$/iu;

/** Phone numbers: international with a plus, or as written in Ukraine: `(044) 123-45-67`, `380 67 …`. */
const PHONE =
  /(?<![\p{L}\p{N}_.+-])(?:\+[ \u00a0]?\d|\(?0[ \u00a0]?\d|380)[\d \u00a0()-]{6,20}\d(?![\p{L}\p{N}_-]|[.:/]\d)/gu;
const MIN_PHONE_DIGITS = 8;
const MAX_PHONE_DIGITS = 15;

/** Hosts with letters of one script only, which cannot be mistaken for others. */
const READABLE = [/^[a-z\u00df-\u017f\d.-]+$/iu, /^[\p{Script=Cyrillic}\d.-]+$/u];

/** The real host name, if the shown letters can be mistaken for others. */
function realHostOf(shown: string, real: string): { host?: string } {
  const isReadable = !real.includes("xn--") || READABLE.some((script) => script.test(shown));
  return isReadable || shown.toLowerCase() === real ? {} : { host: real };
}

const hostIn = (address: string): string => address.replace(/^[a-z]+:\/\//i, "").split(/[/?#:]/, 1)[0] ?? "";

function pageLink(written: string, hasScheme: boolean): Omit<TextPiece, "at" | "text"> | undefined {
  const shown = hostIn(written);
  const isSure = hasScheme || /^www\./i.test(shown) || SURE_ENDING.test(shown) || written !== shown;
  const address = hasScheme ? written : `https://${written}`;
  if (!isSure || !URL.canParse(address)) return undefined;
  const { href, hostname } = new URL(address);
  return { href, ...realHostOf(shown, hostname) };
}

function mailLink(written: string): Omit<TextPiece, "at" | "text"> | undefined {
  const address = written.replace(/^mailto:/i, "");
  const place = address.lastIndexOf("@");
  const [name, domain] = [address.slice(0, place), address.slice(place + 1)];
  if (!URL.canParse(`https://${domain}`)) return undefined;
  const { hostname } = new URL(`https://${domain}`);
  // A question mark in the local part would start the headers of the email.
  return { href: `mailto:${encodeURIComponent(name)}@${hostname}`, ...realHostOf(domain, hostname) };
}

function phonePieces(text: string, from: number): TextPiece[] {
  return [...text.matchAll(PHONE)].flatMap(({ 0: written, index }) => {
    const digits = written.replaceAll(/\D/g, "");
    const isWhole = written.startsWith("+")
      ? digits.length >= MIN_PHONE_DIGITS && digits.length <= MAX_PHONE_DIGITS
      : digits.length === (digits.startsWith("380") ? 12 : 10);
    const dialled = written.startsWith("+") || digits.startsWith("380") ? `+${digits}` : digits;
    return isWhole ? [{ at: from + index, text: written, href: `tel:${dialled}` }] : [];
  });
}

function addressPieces(text: string): TextPiece[] {
  return (finder.match(text) ?? []).flatMap(({ schema, index, raw }) => {
    // Invisible characters can reverse the shown order of an address, so it does not become a link.
    if (/\p{Cf}/u.test(raw)) return [];
    const link = schema === "mailto:" ? mailLink(raw) : pageLink(raw, schema !== "");
    return link ? [{ at: index, text: raw, ...link }] : [];
  });
}

/**
 * Combines the links of a text with the words between them.
 * @param from index of the text in the whole message
 */
function withWords(text: string, links: TextPiece[], from = 0): TextPiece[] {
  let place = 0;
  const pieces = links.flatMap((link) => {
    const before = text.slice(place, link.at - from);
    const words = before ? [{ at: from + place, text: before }] : [];
    place = link.at - from + link.text.length;
    return [...words, link];
  });
  const rest = text.slice(place);
  return rest ? [...pieces, { at: from + place, text: rest }] : pieces;
}

/**
 * Splits a message into words and links: web addresses, email addresses and phone numbers. Links use only http, https,
 * mailto and tel.
 */
export function piecesOf(text: string): TextPiece[] {
  return withWords(text, addressPieces(text)).flatMap((piece) =>
    piece.href ? [piece] : withWords(piece.text, phonePieces(piece.text, piece.at), piece.at),
  );
}
