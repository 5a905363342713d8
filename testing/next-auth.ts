import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type NextAuthOptions } from "next-auth";

/** A client of next-auth's endpoints that keeps their cookies. */
export function authBrowser(options: NextAuthOptions) {
  const cookies = new Map<string, string>();
  const send = async (method: "GET" | "POST", path: string, body: Record<string, unknown> = {}) => {
    let answer: unknown;
    const response = {
      status: () => response,
      setHeader: (_name: string, value: string | string[]) => {
        for (const line of [value].flat()) keep(line);
      },
      getHeader: () => undefined,
      send: (text: unknown) => {
        answer = text;
      },
      json: (json: unknown) => {
        answer = json;
      },
      end: () => undefined,
    };
    const request = {
      method,
      body,
      query: { nextauth: path.split("/") },
      cookies: Object.fromEntries(cookies),
      headers: { host: "localhost" },
    };
    // next-auth uses only these parts of Node's request and response.
    await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
    return answer as Record<string, unknown>;
  };
  const keep = (line: string) => {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "") cookies.delete(name);
    else cookies.set(name, decodeURIComponent(value));
  };
  const post = async (path: string, body: Record<string, unknown> = {}) => {
    const { csrfToken } = await send("GET", "csrf");
    return send("POST", path, { ...body, csrfToken, json: "true" });
  };
  return { cookies, post };
}
