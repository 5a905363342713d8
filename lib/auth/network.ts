import { isIPv6 } from "node:net";

/**
 * The network part of an address, which belongs to one household or company: an IPv4 address, or the /64 of an IPv6
 * one, because a computer can choose the other half freely.
 */
export function networkOf(ip: string | null): string {
  if (ip === null) return "none";
  const address = ip.split("%", 1)[0] ?? ip;
  if (!isIPv6(address)) return ip;
  const [head = "", tail] = address.split("::");
  const groups = (part: string | undefined) => (part ? part.split(":") : []);
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: missing }, () => "0"), ...groups(tail)];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
