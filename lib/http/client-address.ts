import { BlockList, isIP } from "node:net";
import { env } from "#lib/core/env.ts";

/** Set by server-hooks.ts from the socket, replacing any header of this name from the client. */
export const PEER_HEADER = "x-leadline-peer";

let trusted: BlockList | undefined;

function trustedProxies(): BlockList {
  if (trusted) return trusted;
  trusted = new BlockList();
  for (const entry of env()
    .TRUSTED_PROXIES.split(",")
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [address = "", bits] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  return trusted;
}

/** The plain form of an IPv4 address that an IPv6 socket reports as `::ffff:…`. */
export function plain(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}

/** Whether this is a proxy of TRUSTED_PROXIES. */
export function isTrusted(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && trustedProxies().check(address, version === 6 ? "ipv6" : "ipv4");
}

/**
 * The client's address: the socket's, or, when that is a proxy of TRUSTED_PROXIES, the last address
 * in X-Forwarded-For that no trusted proxy has.
 */
export function clientAddress(headers: Headers): string | null {
  const peer = headers.get(PEER_HEADER);
  return peer ? addressBehind(peer, headers.get("x-forwarded-for")) : null;
}

/** The same from the address of the socket and the header. */
export function addressBehind(peer: string, forwardedFor: string | null): string {
  let address = plain(peer);
  if (!env().TRUSTED_PROXIES) return address;
  const forwarded = (forwardedFor ?? "").split(",").map((part) => plain(part.trim()));
  while (isTrusted(address)) {
    const next = forwarded.pop();
    if (!next || isIP(next) === 0) break;
    address = next;
  }
  return address;
}
