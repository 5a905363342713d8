import { connect } from "node:net";
import { expect, test } from "@playwright/test";
import { PORT } from "./server.ts";

/** Sends these bytes unchanged and reads until the server closes the connection. */
function exchange(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(PORT, "127.0.0.1", () => socket.write(request));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}

const CASES: [name: string, firstLine: string, status: number][] = [
  ["a method that HTTP does not have", "FOO /api/v1/leads HTTP/1.1", 405],
  ["a method that fetch forbids", "TRACE /api/v1/leads HTTP/1.1", 405],
  ["a method of WebDAV", "PROPFIND /api/v1/leads HTTP/1.1", 405],
  ["a path that cannot be decoded", "GET /api/v1/leads/%E0%A4%A HTTP/1.1", 404],
  ["a path with empty parts", "GET /api/v1//leads HTTP/1.1", 404],
  ["a path with backslashes", "GET /api/v1\\leads HTTP/1.1", 404],
  ["a path with dots", "GET /api/v1/leads/../../x HTTP/1.1", 404],
  ["a change that is sent to a page", "POST /login HTTP/1.1\r\nContent-Type: multipart/form-data", 405],
  ["what is not HTTP", "GET /api/v1/leads GARBAGE/9", 400],
];

for (const [name, firstLine, status] of CASES) {
  test(`${name} is refused with a problem`, async () => {
    const answer = await exchange(`${firstLine}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain("content-type: application/problem+json");
  });
}
